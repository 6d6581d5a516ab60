package io.lamella.upload.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The bytes of a zip stream, of which the last ones read can be looked at again: the reader reads
 * on beyond the end of an entry and then goes by what may lie there, here it is seen what does.
 */
final class ZipBytes extends InputStream {
  /** The reader reads ahead by 512 bytes. */
  private static final int KEPT = 4096;

  private final InputStream in;
  private final byte[] buffer = new byte[64 << 10];

  /** Where in the stream the buffer begins. */
  private long base;

  private int next;
  private int end;

  ZipBytes(InputStream in) {
    this.in = in;
  }

  /** Number of bytes that were read, those that the reader read ahead included. */
  long position() {
    return base + next;
  }

  /**
   * Up to {@code length} bytes from a place on, fewer at the end of the stream, none behind it.
   *
   * @param from at most 4 KiB before what was read last
   */
  byte[] peek(long from, int length) throws IOException {
    while (base + end < from + length && fill()) {
      continue;
    }
    if (from > base + end) {
      return new byte[0];
    }
    int start = index(from);
    return Arrays.copyOfRange(buffer, start, Math.min(end, start + length));
  }

  /** Goes on to read from a place, as near as for {@link #peek}. */
  void goTo(long place) {
    next = index(place);
  }

  private int index(long place) {
    long index = place - base;
    if (index < 0 || index > end) {
      throw new IllegalStateException("not held: " + place + " of " + base + " to " + (base + end));
    }
    return (int) index;
  }

  @Override
  public int read() throws IOException {
    return next == end && !fill() ? -1 : buffer[next++] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (next == end && !fill()) {
      return -1;
    }
    int count = Math.min(length, end - next);
    System.arraycopy(buffer, next, target, offset, count);
    next += count;
    return count;
  }

  private boolean fill() throws IOException {
    if (end == buffer.length) {
      int dropped = Math.max(0, next - KEPT);
      System.arraycopy(buffer, dropped, buffer, 0, end - dropped);
      base += dropped;
      next -= dropped;
      end -= dropped;
    }
    int count = in.read(buffer, end, buffer.length - end);
    end += Math.max(count, 0);
    return count > 0;
  }
}
