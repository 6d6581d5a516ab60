package io.lamella.upload.archive;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Remembers the bytes that a tar reader reads between two entries: headers and what belongs to
 * them. The reader makes names that are not UTF-8, and absolute ones, look harmless; their bytes
 * tell.
 */
final class HeaderTap extends FilterInputStream {
  private static final int RECORD = 512;
  private static final int LIMIT = 1 << 20;

  /** A name up to this length may stand in two pieces, of which the reader makes one. */
  private static final int NAME_IN_PIECES = 256;

  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
  private boolean recording;
  private long position;
  private long start;

  HeaderTap(InputStream in) {
    super(in);
  }

  /** Begins anew to remember. */
  void begin() {
    seen.reset();
    start = position;
    recording = true;
  }

  void end() {
    recording = false;
  }

  /** True when the name, or every part of a short one, stood in the headers, byte for byte. */
  boolean holds(String name) {
    byte[] headers = seen.toByteArray();
    String whole = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    if (indexOf(headers, whole.getBytes(StandardCharsets.UTF_8)) >= 0) {
      return true;
    }
    return whole.length() <= NAME_IN_PIECES
        && Arrays.stream(whole.split("/"))
            .allMatch(part -> indexOf(headers, part.getBytes(StandardCharsets.UTF_8)) >= 0);
  }

  /** True when the headers name {@code /name}, which the reader has made relative. */
  boolean holdsAbsolute(String name) {
    byte[] headers = seen.toByteArray();
    if (indexOf(headers, " path=/".getBytes(StandardCharsets.US_ASCII)) >= 0) {
      return true;
    }
    byte[] absolute = ("/" + name).getBytes(StandardCharsets.UTF_8);
    int first = (int) Math.floorMod(-start, (long) RECORD);
    for (int record = first; record + absolute.length <= headers.length; record += RECORD) {
      if (Arrays.equals(headers, record, record + absolute.length, absolute, 0, absolute.length)) {
        return true;
      }
    }
    return false;
  }

  /** True when a record of zeros was read: the mark at the end of a tar stream. */
  boolean holdsEndMark() {
    byte[] headers = seen.toByteArray();
    int zeros = 0;
    while (zeros < headers.length && headers[zeros] == 0) {
      zeros++;
    }
    return zeros >= RECORD;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    if (b >= 0) {
      remember(new byte[] {(byte) b}, 0, 1);
    }
    return b;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    if (count > 0) {
      remember(target, offset, count);
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] dropped = new byte[(int) Math.min(count, RECORD * 16L)];
    int read = read(dropped, 0, dropped.length);
    return Math.max(read, 0);
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void remember(byte[] bytes, int offset, int count) throws IOException {
    position += count;
    if (recording) {
      if (seen.size() + count > LIMIT) {
        throw new IOException("headers of an entry longer than " + LIMIT + " bytes");
      }
      seen.write(bytes, offset, count);
    }
  }

  private static int indexOf(byte[] in, byte[] wanted) {
    for (int i = 0; i + wanted.length <= in.length; i++) {
      if (Arrays.equals(in, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }
}
