package io.lamella.upload.archive;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/**
 * What comes out of the entries of a zip stream, one after the other: counted, summed, and stopped
 * where it is too much, or too much for what went in.
 */
final class Unpacked extends InputStream {
  /** So much may come out of whatever went in. */
  static final long FREE = 10L << 20;

  private final InputStream reader;
  private final ZipBytes packed;
  private final long limit;
  private final int ratio;
  private final CRC32 crc = new CRC32();
  private String name = "";
  private long size;
  private long total;

  /**
   * @param reader gives the content of the entry that is read
   * @param packed what it reads from
   */
  Unpacked(InputStream reader, ZipBytes packed, long limit, int ratio) {
    this.reader = reader;
    this.packed = packed;
    this.limit = limit;
    this.ratio = ratio;
  }

  /** Begins an entry. */
  void begin(String next) {
    name = next;
    size = 0;
    crc.reset();
  }

  /** Bytes that came out of the entry. */
  long size() {
    return size;
  }

  /** Their CRC-32. */
  long crc() {
    return crc.getValue();
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    int count;
    try {
      count = reader.read(target, offset, length);
    } catch (LamellaException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw ZipProblems.unreadable(name + ": " + e.getMessage(), e);
    }
    if (count > 0) {
      size += count;
      total += count;
      crc.update(target, offset, count);
      check();
    }
    return count;
  }

  private void check() {
    if (total > limit) {
      throw new LamellaException(
          ErrorCode.LIMIT_EXCEEDED,
          name + ": out of one zip stream may come at most " + limit + " bytes");
    }
    if (total > FREE && total / ratio > packed.position()) {
      throw new LamellaException(
          ErrorCode.LIMIT_EXCEEDED,
          "%s: out of a zip stream may come at most %d times what went in; send such a file by itself"
              .formatted(name, ratio));
    }
  }
}
