package io.lamella.content.manifest;

import java.util.zip.CRC32C;

/**
 * The stored form of a run: {@code magic u32 | version u8 | block* | end}, where {@code block =
 * count u32 | rawLength u32 | storedLength u32 | crc32c u32 | payload} and {@code end = 0 u32 |
 * changes u64 | crc32c u32}. A payload is zstd of {@code rowsLength varint | digestsLength varint |
 * rows | digests | pack table | places}. A block's checksum covers its header before it and its
 * payload.
 */
final class RunFormat {
  static final int MAGIC = 0x4e55524c; // "LRUN"
  static final int VERSION = 1;

  /** A block is closed at this number of changes, or at so many raw bytes. */
  static final int BLOCK_CHANGES = 512;

  static final int BLOCK_BYTES = 256 << 10;

  /** No block is longer, raw or stored. */
  static final int MAX_BLOCK_BYTES = 32 << 20;

  static final int MAX_BLOCK_CHANGES = 1024;

  static final int BLOCK_HEADER_BYTES = 16;
  static final int LEVEL = 3;

  private RunFormat() {}

  static int crc(byte[] head, int headLength, byte[] payload) {
    CRC32C crc = new CRC32C();
    crc.update(head, 0, headLength);
    crc.update(payload, 0, payload.length);
    return (int) crc.getValue();
  }
}
