package io.lamella.preview;

import java.io.IOException;

/** A file's bytes, wherever they lie. For one thread. */
public interface FileBytes {
  /** Bytes of the file. */
  long size();

  /** Most bytes that are asked for at once. */
  int MOST = 64 << 10;

  /**
   * Bytes from {@code offset} on: {@code length} of them, or all that there are.
   *
   * @param length at most {@link #MOST}
   * @throws IOException when they cannot be read where they lie, which says nothing of the file
   */
  byte[] read(long offset, int length) throws IOException;
}
