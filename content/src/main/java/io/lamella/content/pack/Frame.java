package io.lamella.content.pack;

import io.lamella.content.CorruptedException;
import io.lamella.content.Digest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Header of one chunk in a pack, 52 bytes, little-endian:
 *
 * <pre>
 * magic u32 | version u8 | codec u8 | flags u16 | chunkId 32 | rawLength u32 | storedLength u32 | crc32c u32
 * </pre>
 *
 * The CRC covers the 48 bytes before it and the payload behind it. The magic reads {@code LmFr} in
 * a dump. Raw: storedLength = rawLength; zstd: storedLength is less.
 */
record Frame(byte codec, Digest chunk, int rawLength, int storedLength, int crc) {
  /** Length of the header, bytes. */
  static final int HEADER = 52;

  /** The bytes {@code LmFr}. */
  static final int MAGIC = 0x72466d4c;

  static final byte VERSION = 1;
  static final byte RAW = 0;
  static final byte ZSTD = 1;

  private static final int CRC_AT = 48;

  /**
   * Reads and checks the header at {@code at}.
   *
   * @param where names the place in messages
   */
  static Frame parse(byte[] bytes, int at, String where) throws CorruptedException {
    ByteBuffer in = ByteBuffer.wrap(bytes, at, HEADER).order(ByteOrder.LITTLE_ENDIAN);
    check(in.getInt() == MAGIC, where, "no frame begins here");
    byte version = in.get();
    check(version == VERSION, where, "unknown frame version " + (version & 0xff));
    byte codec = in.get();
    check(codec == RAW || codec == ZSTD, where, "unknown codec " + (codec & 0xff));
    short flags = in.getShort();
    check(flags == 0, where, "unknown flags " + (flags & 0xffff));
    Digest chunk = Digest.read(in);
    int rawLength = in.getInt();
    check(
        rawLength >= 1 && rawLength <= PackLimits.MAX_RAW_LENGTH,
        where,
        "a chunk of " + Integer.toUnsignedString(rawLength) + " bytes");
    int storedLength = in.getInt();
    check(
        codec == RAW ? storedLength == rawLength : storedLength >= 1 && storedLength < rawLength,
        where,
        "stored length "
            + Integer.toUnsignedString(storedLength)
            + " for a chunk of "
            + rawLength
            + " bytes");
    return new Frame(codec, chunk, rawLength, storedLength, in.getInt());
  }

  /** Writes the header in front of the payload that lies at {@code at + HEADER}, with its CRC. */
  static void seal(byte[] bytes, int at, byte codec, Digest chunk, int rawLength, int stored) {
    ByteBuffer out = ByteBuffer.wrap(bytes, at, HEADER).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(MAGIC).put(VERSION).put(codec).putShort((short) 0);
    chunk.write(out);
    out.putInt(rawLength).putInt(stored).putInt(crc(bytes, at, stored));
  }

  /** Compares the CRC with header and payload, which lie at {@code at}. */
  void checkCrc(byte[] bytes, int at, String where) throws CorruptedException {
    check(crc(bytes, at, storedLength) == crc, where, "wrong CRC");
  }

  private static int crc(byte[] bytes, int at, int storedLength) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, at, CRC_AT);
    crc.update(bytes, at + HEADER, storedLength);
    return (int) crc.getValue();
  }

  /** {@code bytes} if it has room for {@code needed}, else a larger array with nothing in it. */
  static byte[] room(byte[] bytes, int needed) {
    if (bytes.length >= needed) {
      return bytes;
    }
    int doubled = Math.min(2 * bytes.length, HEADER + PackLimits.MAX_RAW_LENGTH);
    return new byte[Math.max(needed, doubled)];
  }

  private static void check(boolean right, String where, String message) throws CorruptedException {
    if (!right) {
      throw new CorruptedException(where + ": " + message);
    }
  }
}
