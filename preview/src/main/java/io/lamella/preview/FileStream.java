package io.lamella.preview;

import java.io.IOException;
import java.io.InputStream;

/** A file's bytes in order, read in pieces. */
final class FileStream extends InputStream {
  private final FileBytes file;
  private final long end;
  private byte[] piece = new byte[0];
  private int at;
  private long next;

  /**
   * @param most bytes that are given out; who wants more of a longer file is told that it is too
   *     large
   */
  FileStream(FileBytes file, long from, long most) {
    this.file = file;
    this.next = from;
    this.end = most > file.size() - from ? file.size() : from + most;
  }

  @Override
  public int read() throws IOException {
    return fill() ? piece[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int n = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, bytes, from, n);
    at += n;
    return n;
  }

  /** Whoever unpacks asks whether another member follows the one that has ended. */
  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, piece.length - at + file.size() - next);
  }

  private boolean fill() throws IOException {
    if (at < piece.length) {
      return true;
    }
    if (next >= file.size()) {
      return false;
    }
    if (next >= end) {
      throw new NoPreviewException(Failure.TOO_LARGE, "little comes out of much");
    }
    piece = file.read(next, (int) Math.min(FileBytes.MOST, end - next));
    at = 0;
    next += piece.length;
    return piece.length > 0;
  }
}
