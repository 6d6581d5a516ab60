package io.lamella.content.manifest;

import io.lamella.content.CorruptedException;
import io.lamella.content.Digest;
import io.lamella.content.pack.PackRef;
import java.util.ArrayList;
import java.util.List;

/** Decodes a stored segment; trusts nothing of it. */
final class SegmentDecoder {
  /** A segment, the SHA-256 of its canonical part, and what lies in it. */
  record Decoded(Segment segment, Digest id, Manifest.Totals totals) {}

  private SegmentDecoder() {}

  /** {@code self}: the pack that the segment lies in. */
  static Decoded decode(byte[] stored, PackRef self) throws CorruptedException {
    ByteReader in = new ByteReader(stored, 0, stored.length);
    if (in.u32() != SegmentFormat.MAGIC || in.u8() != SegmentFormat.VERSION) {
      throw new CorruptedException("not a segment of format version " + SegmentFormat.VERSION);
    }
    int level = in.u8();
    int flags = in.u8() | in.u8() << 8;
    int count = bounded(in.u32(), SegmentFormat.MAX_COUNT, "number of lines");
    int canonicalRaw = bounded(in.u32(), SegmentFormat.MAX_CANONICAL_BYTES, "canonical part");
    int canonicalStored = bounded(in.u32(), stored.length, "stored canonical part");
    int locationsRaw = bounded(in.u32(), SegmentFormat.MAX_LOCATIONS_BYTES, "locations part");
    int locationsStored = bounded(in.u32(), stored.length, "stored locations part");
    if (level > SegmentFormat.MAX_LEVEL || flags != 0) {
      throw new CorruptedException("level is " + level + ", flags are " + flags);
    }
    if (SegmentFormat.crc(stored) != in.u32()) {
      throw new CorruptedException("a segment's checksum is wrong");
    }
    if (in.remaining() != (long) canonicalStored + locationsStored) {
      throw new CorruptedException("a segment's length is wrong");
    }
    int canonicalStart = SegmentFormat.HEADER_BYTES;
    byte[] canonical = Zip.unzip(stored, canonicalStart, canonicalStored, canonicalRaw);
    byte[] locations =
        Zip.unzip(stored, canonicalStart + canonicalStored, locationsStored, locationsRaw);
    Segment segment = parts(level, count, canonical, locations, self);
    try {
      return new Decoded(segment, Digest.of(canonical), segment.totals());
    } catch (ArithmeticException e) {
      throw new CorruptedException("totals are beyond 63 bits", e);
    }
  }

  private static Segment parts(
      int level, int count, byte[] canonical, byte[] locations, PackRef self)
      throws CorruptedException {
    ByteReader in = new ByteReader(canonical, 0, canonical.length);
    boolean asTheHeader =
        in.u8() == SegmentFormat.VERSION && in.u8() == level && in.varint() == count;
    if (!asTheHeader) {
      throw new CorruptedException("header and canonical part disagree");
    }
    ByteReader rows = in.slice(in.varint());
    ByteReader places = new ByteReader(locations, 0, locations.length);
    RowReader reader = new RowReader(rows, in, places, level == 0 ? null : self);
    Segment segment = level == 0 ? leaf(reader, count) : inner(reader, level, count);
    reader.end();
    return segment;
  }

  private static Segment leaf(RowReader reader, int count) throws CorruptedException {
    List<Entry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      entries.add(reader.entry());
    }
    return new Segment.Leaf(entries);
  }

  private static Segment inner(RowReader reader, int level, int count) throws CorruptedException {
    if (count == 0) {
      throw new CorruptedException("an inner segment is empty");
    }
    List<Item> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(reader.item());
    }
    return new Segment.Inner(level, items);
  }

  private static int bounded(int value, int max, String what) throws CorruptedException {
    if (value < 0 || value > max) {
      throw new CorruptedException(
          what + " is " + Integer.toUnsignedString(value) + ", more than " + max);
    }
    return value;
  }
}
