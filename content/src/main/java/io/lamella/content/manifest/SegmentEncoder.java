package io.lamella.content.manifest;

import com.github.luben.zstd.ZstdCompressCtx;
import io.lamella.content.pack.PackRef;
import java.util.Set;

/** Encodes segments, always into the same bytes. For one thread; holds memory until closed. */
final class SegmentEncoder implements AutoCloseable {
  /** A stored segment, and the packs (but its own) that it names. */
  static final class Stored {
    private final byte[] bytes;
    private final Set<PackRef> packs;

    private Stored(byte[] bytes, Set<PackRef> packs) {
      this.bytes = bytes;
      this.packs = packs;
    }

    byte[] bytes() {
      return bytes;
    }

    Set<PackRef> packs() {
      return packs;
    }
  }

  private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(SegmentFormat.ZSTD_LEVEL);
  private final RowWriter rows = new RowWriter();

  /** The canonical part: what the id is the SHA-256 of. */
  byte[] canonical(Segment segment) {
    rows.clear();
    if (segment instanceof Segment.Leaf leaf) {
      leaf.entries().forEach(rows::canonical);
    } else if (segment instanceof Segment.Inner inner) {
      inner.items().forEach(rows::item);
    }
    ByteWriter part = new ByteWriter();
    part.u8(SegmentFormat.VERSION);
    part.u8(segment.level());
    part.varint(segment.size());
    part.varint(rows.rows.length());
    part.raw(rows.rows);
    part.raw(rows.digests);
    return part.toBytes();
  }

  /** The whole of it, as it lies in the pack {@code self}. */
  Stored stored(Segment segment, byte[] canonical, SegmentPack self) {
    PackTableWriter packs = new PackTableWriter(self);
    byte[] locations = locations(segment, packs);
    if (locations.length > SegmentFormat.MAX_LOCATIONS_BYTES) {
      throw new IllegalArgumentException(
          "too many extents in one segment, which begins with " + segment.key(0));
    }
    byte[] canonicalStored = zstd.compress(canonical);
    byte[] locationsStored = zstd.compress(locations);
    ByteWriter out = new ByteWriter();
    out.u32(SegmentFormat.MAGIC);
    out.u8(SegmentFormat.VERSION);
    out.u8(segment.level());
    out.u8(0);
    out.u8(0);
    out.u32(segment.size());
    out.u32(canonical.length);
    out.u32(canonicalStored.length);
    out.u32(locations.length);
    out.u32(locationsStored.length);
    out.u32(0);
    out.raw(canonicalStored);
    out.raw(locationsStored);
    byte[] stored = out.toBytes();
    ByteWriter.set(stored, SegmentFormat.HEADER_BYTES - 4, SegmentFormat.crc(stored));
    return new Stored(stored, packs.packs());
  }

  private static byte[] locations(Segment segment, PackTableWriter packs) {
    RowWriter.Places places = new RowWriter.Places(packs);
    if (segment instanceof Segment.Leaf leaf) {
      leaf.entries().forEach(places::entry);
    } else if (segment instanceof Segment.Inner inner) {
      inner.items().forEach(places::item);
    }
    return places.part().toBytes();
  }

  @Override
  public void close() {
    zstd.close();
  }
}
