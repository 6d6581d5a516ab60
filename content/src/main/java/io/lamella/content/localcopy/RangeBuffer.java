package io.lamella.content.localcopy;

import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.PackSource;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A few extents read into memory with as few reads as make sense, and from there a source of packs.
 */
final class RangeBuffer implements PackSource {
  /** Bytes between two extents that are rather read than skipped by a request of their own. */
  static final long MAX_GAP = 256 << 10;

  /** Bytes of extents that are asked to be in memory at a time. */
  static final long MAX_BYTES = 8 << 20;

  /** Extents in the order in which a pack holds them. */
  static final Comparator<Extent> BY_PLACE =
      Comparator.comparing((Extent e) -> e.pack().id())
          .thenComparing(e -> e.pack().domain())
          .thenComparing(e -> e.pack().generation())
          .thenComparing(Extent::offset)
          .thenComparing(Extent::storedLength);

  private final Map<PackRef, TreeMap<Long, byte[]>> ranges = new HashMap<>();

  /** Reads {@code extents}, together some {@link #MAX_BYTES}, and at most as many bytes of gaps. */
  RangeBuffer(PackSource source, List<Extent> extents) throws IOException {
    List<Extent> sorted = new ArrayList<>(extents);
    sorted.sort(BY_PLACE);
    long gaps = 0;
    for (int i = 0; i < sorted.size(); ) {
      Extent first = sorted.get(i);
      long end = first.end();
      for (i++; i < sorted.size(); i++) {
        Extent next = sorted.get(i);
        long gap = Math.max(0, next.offset() - end);
        if (!next.pack().equals(first.pack()) || gap > MAX_GAP || gaps + gap > MAX_BYTES) {
          break;
        }
        gaps += gap;
        end = Math.max(end, next.end());
      }
      read(source, first.pack(), first.offset(), end);
    }
  }

  private void read(PackSource source, PackRef pack, long from, long end) throws IOException {
    int length = Math.toIntExact(end - from);
    try (InputStream in = source.open(pack, from, length)) {
      byte[] bytes = in.readNBytes(length);
      if (bytes.length != length) {
        throw new EOFException(pack.key() + " ended early, at byte " + (from + bytes.length));
      }
      ranges.computeIfAbsent(pack, p -> new TreeMap<>()).put(from, bytes);
    }
  }

  @Override
  public InputStream open(PackRef pack, long offset, long length) {
    Map.Entry<Long, byte[]> range = ranges.getOrDefault(pack, new TreeMap<>()).floorEntry(offset);
    if (range == null || offset - range.getKey() + length > range.getValue().length) {
      throw new IllegalArgumentException("not read: " + pack.key() + " at " + offset);
    }
    int from = (int) (offset - range.getKey());
    return new ByteArrayInputStream(range.getValue(), from, (int) length);
  }
}
