package io.lamella.content.manifest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A path in a version: relative, valid UTF-8 kept byte for byte, {@code /}-separated, no empty,
 * {@code .} or {@code ..} part, no NUL, 1 to 4,096 bytes. Ordered folder by folder: byte by byte,
 * unsigned, with {@code /} below every other byte, so that everything beneath a folder follows it
 * without a gap.
 */
public final class EntryPath implements Comparable<EntryPath> {
  /** Longest path, bytes of UTF-8. */
  public static final int MAX_BYTES = 4096;

  private final byte[] bytes;

  private EntryPath(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Checks a path.
   *
   * @throws InvalidPathException when it is not of the form, naming it and saying why
   */
  public static EntryPath of(String path) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(path));
      byte[] utf8 = new byte[encoded.remaining()];
      encoded.get(utf8);
      return checked(utf8, 0);
    } catch (CharacterCodingException e) {
      throw new InvalidPathException("path has half a surrogate pair: " + path);
    }
  }

  /** As {@link #of(String)}, from UTF-8 bytes. */
  public static EntryPath ofUtf8(byte[] utf8) {
    return checked(utf8.clone(), 0);
  }

  /** Takes {@code utf8} over; what lies before {@code from}, the start of a part, is valid. */
  static EntryPath checked(byte[] utf8, int from) {
    PathRules.check(utf8, from);
    return new EntryPath(utf8);
  }

  /** The folder that it lies in; empty at the top. */
  public Optional<EntryPath> parent() {
    int slash = lastSlash(bytes.length);
    return slash < 0 ? Optional.empty() : Optional.of(prefix(slash));
  }

  /** Its first {@code length} bytes, which end where a part ends. */
  EntryPath prefix(int length) {
    return new EntryPath(Arrays.copyOf(bytes, length));
  }

  /** This path and one more part. */
  public EntryPath resolve(String part) {
    byte[] last = of(part).bytes;
    for (byte b : last) {
      if (b == '/') {
        throw new InvalidPathException("not one part of a path: " + part);
      }
    }
    byte[] joined = Arrays.copyOf(bytes, bytes.length + 1 + last.length);
    joined[bytes.length] = '/';
    System.arraycopy(last, 0, joined, bytes.length + 1, last.length);
    return checked(joined, bytes.length + 1);
  }

  /** Last part. */
  public String name() {
    int start = lastSlash(bytes.length) + 1;
    return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
  }

  /** True when it lies beneath {@code folder}, at any depth. */
  public boolean isBeneath(EntryPath folder) {
    int length = folder.bytes.length;
    return bytes.length > length
        && bytes[length] == '/'
        && Arrays.equals(bytes, 0, length, folder.bytes, 0, length);
  }

  /** Copy of its UTF-8 bytes. */
  public byte[] utf8() {
    return bytes.clone();
  }

  /** Its UTF-8 bytes themselves: only to be read. */
  byte[] bytes() {
    return bytes;
  }

  /** Index of the last slash before {@code end}, or -1. */
  int lastSlash(int end) {
    int i = end - 1;
    while (i >= 0 && bytes[i] != '/') {
      i--;
    }
    return i;
  }

  @Override
  public int compareTo(EntryPath other) {
    int at = Arrays.mismatch(bytes, other.bytes);
    if (at < 0) {
      return 0;
    }
    if (at == bytes.length || at == other.bytes.length) {
      return bytes.length - other.bytes.length;
    }
    return rank(bytes[at]) - rank(other.bytes[at]);
  }

  /** The place of a byte in the order. */
  static int rank(byte b) {
    return b == '/' ? 0 : b & 0xff;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof EntryPath p && Arrays.equals(bytes, p.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
