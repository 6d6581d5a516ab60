package io.lamella.content.manifest;

import io.lamella.content.CorruptedException;
import io.lamella.content.manifest.SegmentDecoder.Decoded;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.ExtentReader;
import io.lamella.content.pack.PackSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads segments from packs, checks each against the line that names it, and keeps the last ones.
 * Safe for use by several threads.
 */
final class SegmentReader {
  /** Neighbours are read at once up to so many stored bytes. */
  static final long MAX_READ_BYTES = 4 << 20;

  private static final int FIRST_BUFFER_BYTES = 8 << 10;

  private final ExtentReader extents;
  private final SegmentCache cache;

  SegmentReader(PackSource source, SegmentCache cache) {
    this.extents = new ExtentReader(source);
    this.cache = cache;
  }

  /** The root of a tree, of whatever level. */
  Segment root(Root root) throws IOException {
    Decoded decoded = cachedOrRead(root.address());
    if (!decoded.id().equals(root.id())) {
      cache.remove(root.address());
      throw corrupted(root.address(), "the root is another one: " + decoded.id());
    }
    Segment segment = decoded.segment();
    if (segment.level() > 0 && segment.size() < 2) {
      throw corrupted(root.address(), "the root lists a single segment");
    }
    return segment;
  }

  /** A segment that {@code item} names; its paths lie before {@code end}. */
  Segment segment(Item item, int level, @Nullable EntryPath end) throws IOException {
    return checked(cachedOrRead(item.address().extent()), item, level, end);
  }

  /** Decodes what {@link #read} got for {@code item}. */
  Segment segment(byte[] stored, Item item, int level, @Nullable EntryPath end) throws IOException {
    return checked(decode(stored, item.address().extent()), item, level, end);
  }

  private Segment checked(Decoded decoded, Item item, int level, @Nullable EntryPath end)
      throws CorruptedException {
    Segment segment = decoded.segment();
    boolean asNamed =
        decoded.id().equals(item.id())
            && segment.level() == level
            && segment.size() > 0
            && segment.key(0).equals(item.first())
            && decoded.totals().equals(item.totals())
            && (end == null || segment.key(segment.size() - 1).compareTo(end) < 0);
    if (!asNamed) {
      cache.remove(item.address().extent());
      throw corrupted(item.address().extent(), "the segment is not the one that is named");
    }
    return segment;
  }

  boolean isCached(Extent address) {
    return cache.holds(address);
  }

  private Decoded cachedOrRead(Extent address) throws IOException {
    Decoded cached = cache.get(address);
    if (cached != null) {
      return cached;
    }
    Decoded decoded = decode(read(List.of(address)).get(0), address);
    cache.put(address, decoded);
    return decoded;
  }

  /** Reads segments that lie one behind the other in one pack. */
  List<byte[]> read(List<Extent> neighbours) throws IOException {
    Extent first = neighbours.get(0);
    Extent all = first;
    for (Extent next : neighbours.subList(1, neighbours.size())) {
      all =
          new Extent(
              first.pack(),
              first.offset(),
              all.storedLength() + next.storedLength(),
              all.rawLength() + next.rawLength(),
              first.firstSlot(),
              all.count() + next.count());
    }
    List<byte[]> segments = new ArrayList<>(neighbours.size());
    ByteArrayOutputStream buffer = new ByteArrayOutputStream(FIRST_BUFFER_BYTES);
    int[] chunks = {0};
    extents.read(
        all,
        chunk -> {
          byte[] bytes = new byte[chunk.remaining()];
          chunk.get(bytes);
          buffer.write(bytes, 0, bytes.length);
          if (++chunks[0] == neighbours.get(segments.size()).count()) {
            segments.add(buffer.toByteArray());
            buffer.reset();
            chunks[0] = 0;
          }
        });
    if (segments.size() != neighbours.size()) {
      throw corrupted(all, "segments are missing");
    }
    return segments;
  }

  private static Decoded decode(byte[] stored, Extent address) throws CorruptedException {
    try {
      return SegmentDecoder.decode(stored, address.pack());
    } catch (CorruptedException e) {
      throw new CorruptedException(place(address) + e.getMessage(), e);
    }
  }

  private static CorruptedException corrupted(Extent address, String what) {
    return new CorruptedException(place(address) + what);
  }

  private static String place(Extent address) {
    return "pack " + address.pack().key() + ", segment at " + address.offset() + ": ";
  }
}
