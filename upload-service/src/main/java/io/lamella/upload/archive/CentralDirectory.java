package io.lamella.upload.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ExtraFieldUtils;
import org.apache.commons.compress.archivers.zip.ExtraFieldUtils.UnparseableExtraField;
import org.apache.commons.compress.archivers.zip.Zip64ExtendedInformationExtraField;
import org.apache.commons.compress.archivers.zip.ZipEightByteInteger;
import org.apache.commons.compress.archivers.zip.ZipExtraField;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the end of a zip, read as it comes: every entry once more, with its mode, then how
 * many there are and where. Every number is checked that can be. For one thread.
 */
final class CentralDirectory {
  /** First four bytes of an entry with its content. */
  static final int LOCAL = 0x04034b50;

  /** First four bytes of an entry here. */
  static final int ENTRY = 0x02014b50;

  /** First four bytes of the last record. */
  static final int END = 0x06054b50;

  private static final int END_64 = 0x06064b50;
  private static final int LOCATOR_64 = 0x07064b50;

  private static final int UNIX = 3;
  private static final int MAC = 19;
  private static final int ENCRYPTED = 1;
  private static final int UTF8 = 1 << 11;
  private static final long MAGIC = 0xffffffffL;

  /**
   * An entry.
   *
   * @param name what it is called, in UTF-8 if that is known
   * @param mode kind and permissions as Unix has them; 0 where they are not told
   */
  record Listed(ZipRecord record, byte[] name, int mode) {}

  private final InputStream in;
  private final long begin;
  private long position;
  private long count;
  private int signature;

  /**
   * @param begin where in the stream it begins, which is where {@code in} goes on
   */
  CentralDirectory(InputStream in, long begin) {
    this.in = in;
    this.begin = begin;
    this.position = begin;
  }

  /** The next entry, or null after the last. */
  @Nullable Listed next() throws IOException {
    signature = take(4).getInt();
    if (signature != ENTRY) {
      return null;
    }
    count++;
    ByteBuffer head = take(42);
    int madeBy = u16(head) >>> 8;
    u16(head);
    int flags = u16(head);
    int method = u16(head);
    head.getInt();
    long crc = u32(head);
    long packed = u32(head);
    long size = u32(head);
    byte[] name = new byte[u16(head)];
    byte[] extra = new byte[u16(head)];
    byte[] comment = new byte[u16(head)];
    int disk = u16(head);
    u16(head);
    long attributes = u32(head);
    long offset = u32(head);
    take(name);
    take(extra);
    take(comment);

    ZipExtraField[] fields = parsed(extra);
    for (ZipExtraField field : fields) {
      if (field instanceof Zip64ExtendedInformationExtraField zip64) {
        fill(zip64, size == MAGIC, packed == MAGIC, offset == MAGIC, disk == 0xffff);
        size = size == MAGIC ? value(zip64.getSize()) : size;
        packed = packed == MAGIC ? value(zip64.getCompressedSize()) : packed;
        offset = offset == MAGIC ? value(zip64.getRelativeHeaderOffset()) : offset;
      }
    }
    byte[] known = ZipNames.bytes(name, (flags & UTF8) != 0, fields);
    if ((flags & ENCRYPTED) != 0) {
      throw ZipProblems.unreadable("its central directory disagrees with it about encryption");
    }
    int mode = madeBy == UNIX || madeBy == MAC ? (int) (attributes >>> 16) : 0;
    return new Listed(new ZipRecord(name, method, crc, packed, size, offset), known, mode);
  }

  private static ZipExtraField[] parsed(byte[] extra) {
    try {
      return ExtraFieldUtils.parse(extra, false, UnparseableExtraField.SKIP);
    } catch (ZipException | RuntimeException e) {
      throw ZipProblems.unreadable(String.valueOf(e.getMessage()), e);
    }
  }

  private static void fill(
      Zip64ExtendedInformationExtraField zip64,
      boolean size,
      boolean packed,
      boolean offset,
      boolean disk) {
    try {
      zip64.reparseCentralDirectoryData(size, packed, offset, disk);
    } catch (ZipException | RuntimeException e) {
      throw ZipProblems.unreadable(String.valueOf(e.getMessage()), e);
    }
  }

  private static long value(@Nullable ZipEightByteInteger number) {
    return number == null ? -1 : number.getLongValue();
  }

  /** Reads what stands behind the last entry, to the end of the stream. */
  void end() throws IOException {
    long length = position - 4 - begin;
    boolean wide = signature == END_64;
    if (wide) {
      long at = position - 4;
      end64(length);
      expect(LOCATOR_64);
      ByteBuffer locator = take(16);
      check(locator.getInt() == 0 && locator.getLong() == at, "where its last records lie");
      signature = take(4).getInt();
    }
    if (signature != END) {
      throw ZipProblems.unreadable("something else stands where its last record should");
    }
    ByteBuffer last = take(18);
    check(narrow(u16(last), 0, 0xffff, wide), "its parts");
    check(narrow(u16(last), 0, 0xffff, wide), "its parts");
    check(narrow(u16(last), count, 0xffff, wide), "how many entries it has");
    check(narrow(u16(last), count, 0xffff, wide), "how many entries it has");
    check(narrow(u32(last), length, MAGIC, wide), "how long its central directory is");
    check(narrow(u32(last), begin, MAGIC, wide), "where its central directory lies");
    take(new byte[u16(last)]);
    if (in.read() >= 0) {
      throw ZipProblems.unreadable("something stands behind its end");
    }
  }

  private void end64(long length) throws IOException {
    long rest = take(8).getLong() - 44;
    check(rest >= 0 && rest <= 0xffff, "the length of its last records");
    ByteBuffer record = take(44);
    record.getInt();
    check(record.getInt() == 0, "its parts");
    check(record.getInt() == 0, "its parts");
    check(record.getLong() == count, "how many entries it has");
    check(record.getLong() == count, "how many entries it has");
    check(record.getLong() == length, "how long its central directory is");
    check(record.getLong() == begin, "where its central directory lies");
    take(new byte[(int) rest]);
  }

  /** True when a number of the last record is right, or refers to the wide one before. */
  private static boolean narrow(long number, long right, long magic, boolean wide) {
    return number == right || (wide && number == magic);
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw ZipProblems.unreadable("its last record is wrong about " + what);
    }
  }

  private void expect(int wanted) throws IOException {
    if (take(4).getInt() != wanted) {
      throw ZipProblems.unreadable("something else stands where its last record should");
    }
  }

  private ByteBuffer take(int length) throws IOException {
    byte[] bytes = new byte[length];
    take(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void take(byte[] bytes) throws IOException {
    if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
      throw ZipProblems.unreadable("it ends before its last record does");
    }
    position += bytes.length;
  }

  private static int u16(ByteBuffer bytes) {
    return bytes.getShort() & 0xffff;
  }

  private static long u32(ByteBuffer bytes) {
    return bytes.getInt() & MAGIC;
  }
}
