package io.lamella.content.manifest;

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

  /**
   * @throws InvalidPathException (io.lamella.content.manifest) when it is not of the form, saying
   *     why
   */
  public static EntryPath of(String path) {
    throw new UnsupportedOperationException();
  }

  /** As {@link #of(String)}, from UTF-8 bytes. */
  public static EntryPath ofUtf8(byte[] utf8) {
    throw new UnsupportedOperationException();
  }

  /** The folder that it lies in; empty at the top. */
  public Optional<EntryPath> parent() {
    throw new UnsupportedOperationException();
  }

  /** This path and one more part. */
  public EntryPath resolve(String part) {
    throw new UnsupportedOperationException();
  }

  /** Last part. */
  public String name() {
    throw new UnsupportedOperationException();
  }

  /** True when it lies beneath {@code folder}, at any depth. */
  public boolean isBeneath(EntryPath folder) {
    throw new UnsupportedOperationException();
  }

  /** Copy of its UTF-8 bytes. */
  public byte[] utf8() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int compareTo(EntryPath other) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean equals(Object o) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int hashCode() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String toString() {
    throw new UnsupportedOperationException();
  }
}
