package io.lamella.content.manifest;

import java.util.zip.CRC32C;

/**
 * The stored form of a segment: {@code header | canonical zstd | locations zstd}.
 *
 * <pre>
 * header    = magic u32 | version u8 | level u8 | flags u16 = 0 | count u32 | canonicalRaw u32 |
 *             canonicalStored u32 | locationsRaw u32 | locationsStored u32 | crc32c u32
 * canonical = version u8 | level u8 | count varint | rowsLength varint | rows | digests
 * locations = pack table | places
 * </pre>
 *
 * The checksum covers the header before it and everything behind it. The segment's id is the
 * SHA-256 of the canonical part before compression, which knows nothing of packs, times or modes.
 */
final class SegmentFormat {
  static final int MAGIC = 0x4745534c; // "LSEG"
  static final int VERSION = 1;

  /** No segment lists more. */
  static final int MAX_COUNT = 1024;

  /** No tree is higher: the fewest that a level divides by is 32. */
  static final int MAX_LEVEL = 15;

  static final int MAX_CANONICAL_BYTES = 16 << 20;
  static final int MAX_LOCATIONS_BYTES = 32 << 20;
  static final int HEADER_BYTES = 32;
  static final int ZSTD_LEVEL = 3;

  private SegmentFormat() {}

  static int crc(byte[] stored) {
    CRC32C crc = new CRC32C();
    crc.update(stored, 0, HEADER_BYTES - 4);
    crc.update(stored, HEADER_BYTES, stored.length - HEADER_BYTES);
    return (int) crc.getValue();
  }
}
