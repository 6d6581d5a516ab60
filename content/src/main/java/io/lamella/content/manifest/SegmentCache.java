package io.lamella.content.manifest;

import io.lamella.content.manifest.SegmentDecoder.Decoded;
import io.lamella.content.pack.Extent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decoded segments, bounded in the bytes of memory that they take by and large; the longest unused
 * go first. Several manifests may share one: what versions have in common is kept once. Safe for
 * use by several threads.
 */
public final class SegmentCache {
  /** What the manifest of a single reader needs. */
  static final long SMALL = 24L << 20;

  private static final int ENTRY_BYTES = 320;
  private static final int EXTENT_BYTES = 64;
  private static final int ITEM_BYTES = 448;

  private final long maxBytes;
  private final Map<Extent, Decoded> segments = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * @param maxBytes bound; the last segment is kept even if it alone is larger
   */
  public SegmentCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  synchronized @Nullable Decoded get(Extent address) {
    return segments.get(address);
  }

  synchronized boolean holds(Extent address) {
    return segments.containsKey(address);
  }

  synchronized void put(Extent address, Decoded segment) {
    remove(address);
    segments.put(address, segment);
    bytes += weight(segment.segment());
    Iterator<Decoded> eldest = segments.values().iterator();
    while (bytes > maxBytes && segments.size() > 1) {
      bytes -= weight(eldest.next().segment());
      eldest.remove();
    }
  }

  synchronized void remove(Extent address) {
    Decoded gone = segments.remove(address);
    if (gone != null) {
      bytes -= weight(gone.segment());
    }
  }

  synchronized int size() {
    return segments.size();
  }

  private static long weight(Segment segment) {
    if (!(segment instanceof Segment.Leaf leaf)) {
      return (long) ITEM_BYTES * segment.size();
    }
    long bytes = 0;
    for (Entry entry : leaf.entries()) {
      int extents = entry instanceof Entry.File file ? file.extents().size() : 0;
      bytes += ENTRY_BYTES + entry.path().toString().length() + (long) EXTENT_BYTES * extents;
    }
    return bytes;
  }
}
