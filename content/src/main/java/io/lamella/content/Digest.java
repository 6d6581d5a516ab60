package io.lamella.content;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256: 32 bytes, compared unsigned. A value: the array is never handed out. */
public final class Digest implements Comparable<Digest> {
  /** Length in bytes. */
  public static final int LENGTH = 32;

  /** Digest of no bytes: what an empty file has. */
  public static final Digest EMPTY = of(new byte[0]);

  private final byte[] bytes;

  private Digest(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A new SHA-256 engine of the platform. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The digest of {@code data}. */
  public static Digest of(byte[] data) {
    return new Digest(sha256().digest(data));
  }

  /** The digest of what remains in {@code data}; its position does not move. */
  public static Digest of(ByteBuffer data) {
    MessageDigest sha = sha256();
    sha.update(data.duplicate());
    return new Digest(sha.digest());
  }

  /** Ends {@code sha} and takes its value. */
  public static Digest of(MessageDigest sha) {
    return new Digest(sha.digest());
  }

  /** A copy of 32 bytes as they are. */
  public static Digest wrap(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a digest has 32 bytes, not " + bytes.length);
    }
    return new Digest(bytes.clone());
  }

  /** Reads 32 bytes and moves on. */
  public static Digest read(ByteBuffer in) {
    byte[] bytes = new byte[LENGTH];
    in.get(bytes);
    return new Digest(bytes);
  }

  /**
   * Parses 64 hex digits.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static Digest parse(String hex) {
    if (hex.length() != 2 * LENGTH) {
      throw new IllegalArgumentException("a digest has 64 hex digits: " + hex);
    }
    return new Digest(HexFormat.of().parseHex(hex));
  }

  /** Appends the 32 bytes. */
  public void write(ByteBuffer out) {
    out.put(bytes);
  }

  /** A copy of the 32 bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** 64 lower-case hex digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public int compareTo(Digest other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Digest d && Arrays.equals(bytes, d.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
