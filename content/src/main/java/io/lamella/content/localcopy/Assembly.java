package io.lamella.content.localcopy;

import io.lamella.content.CorruptedException;
import io.lamella.content.manifest.Entry;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.PackSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a file has in common with an earlier state of it: ranges of slots that the extents of
 * both hold. A plan only: whoever follows it checks the whole file's digest at the end.
 */
final class Assembly {
  /**
   * A header is read instead of fetching a chunk or more, so this many bytes of file pay for it.
   */
  private static final long BYTES_A_HEADER = 128 << 10;

  /** An extent of the old file, and where its bytes are in that file. */
  private record OldExtent(Extent extent, long position) {}

  private final PackSource source;
  private final Map<PackRef, TreeMap<Integer, OldExtent>> olds = new HashMap<>();
  private final Map<PackRef, PackScale> scales = new HashMap<>();
  private final List<Piece> pieces = new ArrayList<>();

  private Assembly(PackSource source) {
    this.source = source;
  }

  /** Null when nothing is in common, or finding out is not worth it. */
  static @Nullable List<Piece> plan(Entry.File old, Entry.File file, PackSource source)
      throws IOException {
    Assembly assembly = new Assembly(source);
    try {
      if (!assembly.learn(old, file)) {
        return null;
      }
      for (Extent extent : file.extents()) {
        assembly.add(extent);
      }
    } catch (CorruptedException e) {
      return null;
    }
    boolean local = assembly.pieces.stream().anyMatch(Piece.Local.class::isInstance);
    return local ? assembly.pieces : null;
  }

  /** False when they have no pack in common. */
  private boolean learn(Entry.File old, Entry.File file) throws CorruptedException {
    long position = 0;
    for (Extent extent : old.extents()) {
      olds.computeIfAbsent(extent.pack(), pack -> new TreeMap<>())
          .putIfAbsent(extent.firstSlot(), new OldExtent(extent, position));
      position += extent.rawLength();
    }
    int headers = (int) Math.min(4096, file.size() / BYTES_A_HEADER);
    for (Extent extent : file.extents()) {
      if (olds.containsKey(extent.pack())) {
        scales
            .computeIfAbsent(extent.pack(), pack -> new PackScale(source, pack, headers))
            .learn(extent);
      }
    }
    for (Map.Entry<PackRef, PackScale> scale : scales.entrySet()) {
      for (OldExtent extent : olds.getOrDefault(scale.getKey(), new TreeMap<>()).values()) {
        scale.getValue().learn(extent.extent());
      }
    }
    return !scales.isEmpty();
  }

  /** Cuts an extent where it enters or leaves extents of the old file. */
  private void add(Extent extent) throws IOException {
    PackScale scale = scales.get(extent.pack());
    if (scale == null) {
      pieces.add(new Piece.Remote(extent));
      return;
    }
    int end = extent.firstSlot() + extent.count();
    List<Integer> marks = new ArrayList<>(scale.marks(extent.firstSlot(), end).keySet());
    for (int i = 0; i + 1 < marks.size(); ) {
      int from = marks.get(i);
      OldExtent old = oldAt(extent.pack(), from);
      i++;
      while (i + 1 < marks.size() && oldAt(extent.pack(), marks.get(i)) == old) {
        i++;
      }
      add(extent, scale, old, from, marks.get(i));
    }
  }

  private void add(Extent extent, PackScale scale, @Nullable OldExtent old, int from, int to)
      throws IOException {
    long length = scale.distance(from, to);
    if (old != null) {
      long position = old.position() + scale.distance(old.extent().firstSlot(), from);
      pieces.add(new Piece.Local(position, length));
      return;
    }
    Map<Integer, Long> offsets = scale.marks(from, to);
    long offset = offsets.getOrDefault(from, 0L);
    long stored = offsets.getOrDefault(to, 0L) - offset;
    pieces.add(
        new Piece.Remote(new Extent(extent.pack(), offset, stored, length, from, to - from)));
  }

  /** The extent of the old file that holds a slot, or null. */
  private @Nullable OldExtent oldAt(PackRef pack, int slot) {
    Map.Entry<Integer, OldExtent> before =
        olds.getOrDefault(pack, new TreeMap<>()).floorEntry(slot);
    if (before == null) {
      return null;
    }
    Extent extent = before.getValue().extent();
    return slot < extent.firstSlot() + extent.count() ? before.getValue() : null;
  }
}
