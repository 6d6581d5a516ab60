package io.lamella.content.localcopy;

import io.lamella.content.CorruptedException;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.PackSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many raw bytes lie between two slots of a pack, told by extents that begin and end there: an
 * extent's raw length is the distance of its ends. Distances that no extents add up to are read
 * from the headers of the frames between them, 52 bytes each.
 */
final class PackScale {
  private static final int HEADER = 52;
  private static final int RAW_LENGTH_AT = 40;
  private static final int STORED_LENGTH_AT = 44;

  /** A raw position relative to that of another slot. */
  private record Relative(int to, long distance) {}

  private final PackSource source;
  private final PackRef pack;
  private final TreeMap<Integer, Long> offsets = new TreeMap<>();
  private final Map<Integer, Relative> relatives = new HashMap<>();
  private int headersLeft;

  /**
   * @param maxHeaders headers that are read before this gives up
   */
  PackScale(PackSource source, PackRef pack, int maxHeaders) {
    this.source = source;
    this.pack = pack;
    this.headersLeft = maxHeaders;
  }

  /** Learns from an extent of the pack. */
  void learn(Extent extent) throws CorruptedException {
    int end = extent.firstSlot() + extent.count();
    mark(extent.firstSlot(), extent.offset());
    mark(end, extent.end());
    join(extent.firstSlot(), end, extent.rawLength());
  }

  /** Slots at which extents begin or end, from one to another, with the offsets of their frames. */
  NavigableMap<Integer, Long> marks(int from, int to) {
    return offsets.subMap(from, true, to, true);
  }

  /** Raw bytes from one mark to another one behind it. */
  long distance(int from, int to) throws IOException {
    if (root(from).to() != root(to).to()) {
      List<Integer> between = new ArrayList<>(marks(from, to).keySet());
      for (int i = 0; i + 1 < between.size() && root(from).to() != root(to).to(); i++) {
        int a = between.get(i);
        int b = between.get(i + 1);
        if (root(a).to() != root(b).to()) {
          join(a, b, readDistance(a, b));
        }
      }
    }
    long distance = root(to).distance() - root(from).distance();
    if (distance < 0) {
      throw unequal();
    }
    return distance;
  }

  private void mark(int slot, long offset) throws CorruptedException {
    Long known = offsets.putIfAbsent(slot, offset);
    if (known != null && known != offset) {
      throw unequal();
    }
  }

  private void join(int a, int b, long distance) throws CorruptedException {
    Relative rootA = root(a);
    Relative rootB = root(b);
    long apart = rootA.distance() + distance - rootB.distance();
    if (rootA.to() != rootB.to()) {
      relatives.put(rootB.to(), new Relative(rootA.to(), apart));
    } else if (apart != 0) {
      throw unequal();
    }
  }

  /** The slot that a slot's position is told by in the end, and how far behind it that lies. */
  private Relative root(int slot) {
    Relative relative = new Relative(slot, 0);
    for (Relative up = relatives.get(slot); up != null; up = relatives.get(up.to())) {
      relative = new Relative(up.to(), relative.distance() + up.distance());
    }
    if (relative.to() != slot) {
      relatives.put(slot, relative);
    }
    return relative;
  }

  private long readDistance(int from, int to) throws IOException {
    long offset = offsets.getOrDefault(from, 0L);
    long end = offsets.getOrDefault(to, 0L);
    long raw = 0;
    for (int slot = from; slot < to; slot++) {
      if (headersLeft-- == 0) {
        throw new CorruptedException("too many headers of " + pack.key() + " are needed");
      }
      ByteBuffer header = ByteBuffer.wrap(read(offset)).order(ByteOrder.LITTLE_ENDIAN);
      raw += Integer.toUnsignedLong(header.getInt(RAW_LENGTH_AT));
      offset += HEADER + Integer.toUnsignedLong(header.getInt(STORED_LENGTH_AT));
    }
    if (offset != end) {
      throw unequal();
    }
    return raw;
  }

  private byte[] read(long offset) throws IOException {
    try (InputStream in = source.open(pack, offset, HEADER)) {
      byte[] bytes = in.readNBytes(HEADER);
      if (bytes.length != HEADER) {
        throw unequal();
      }
      return bytes;
    }
  }

  private CorruptedException unequal() {
    return new CorruptedException("extents tell different things of " + pack.key());
  }
}
