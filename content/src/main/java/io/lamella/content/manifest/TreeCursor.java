package io.lamella.content.manifest;

import io.lamella.content.pack.Extent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in a tree: at a segment that was not read yet, or at an entry. Moves forward only, and
 * reads a segment when it goes down into it. Leaves that are read one after the other are fetched
 * together, twice as many each time.
 */
final class TreeCursor {
  /** The level below the leaves. */
  static final int ENTRIES = -1;

  private static final class Frame {
    final Segment segment;
    int index;

    Frame(Segment segment) {
      this.segment = segment;
    }
  }

  private final SegmentReader reader;
  private final List<Frame> frames = new ArrayList<>();
  private final Map<Extent, byte[]> fetched = new HashMap<>();
  private int ahead = 1;
  private boolean loaded;

  /** At the root of {@code tree}, or at the end when it is empty. */
  static TreeCursor over(Manifest tree) throws IOException {
    TreeCursor cursor = new TreeCursor(tree.segments());
    Segment root = tree.rootSegment();
    if (root.size() > 0) {
      cursor.frames.add(new Frame(new Segment.Inner(root.level() + 1, List.of(tree.rootItem()))));
    }
    return cursor;
  }

  private TreeCursor(SegmentReader reader) {
    this.reader = reader;
  }

  boolean atEnd() {
    return frames.isEmpty();
  }

  /** True when it stands at an entry, false when at a segment. */
  boolean atEntry() {
    return level() == ENTRIES;
  }

  /** Level of the segment that it stands at, or -1. */
  int level() {
    return top().segment.level() - 1;
  }

  /** The entry's path, or the first one of the segment. */
  EntryPath first() {
    return top().segment.key(top().index);
  }

  Entry entry() {
    return ((Segment.Leaf) top().segment).entries().get(top().index);
  }

  Item item() {
    return ((Segment.Inner) top().segment).items().get(top().index);
  }

  /** First path behind what it stands at; null at the last segment of every level. */
  @Nullable EntryPath end() {
    for (int i = frames.size() - 1; i >= 0; i--) {
      Frame frame = frames.get(i);
      if (frame.index + 1 < frame.segment.size()) {
        return frame.segment.key(frame.index + 1);
      }
    }
    return null;
  }

  /** Goes on behind the entry or the whole segment. */
  void advance() {
    if (!atEntry()) {
      if (!loaded) {
        ahead = 1;
      }
      loaded = false;
    }
    top().index++;
    leaveFinished();
  }

  /** Goes down to the first line of the segment that it stands at. */
  void descend() throws IOException {
    Segment segment = load();
    loaded = false;
    frames.add(new Frame(segment));
  }

  /** Goes down to {@code level}, or stays when it is there or below. */
  void descendTo(int level) throws IOException {
    while (!atEnd() && level() > level) {
      descend();
    }
  }

  /** Reads the segment that it stands at. */
  Segment load() throws IOException {
    loaded = true;
    Item item = item();
    int level = level();
    Extent address = item.address().extent();
    if (level > 0) {
      return reader.segment(item, level, end());
    }
    if (!fetched.containsKey(address) && (ahead == 1 || reader.isCached(address))) {
      ahead = Math.max(ahead, 2);
      return reader.segment(item, level, end());
    }
    if (!fetched.containsKey(address)) {
      fetchNeighbours();
    }
    byte[] stored = Objects.requireNonNull(fetched.remove(address));
    return reader.segment(stored, item, level, end());
  }

  /**
   * Skips what lies before {@code bound}, down to segments of {@code level} (-1: to entries). True
   * when a segment was skipped whole.
   */
  boolean seek(Bound bound, int level) throws IOException {
    boolean skipped = false;
    while (!atEnd()) {
      skipped |= seekWithin(bound);
      if (atEntry()) {
        if (!bound.isBehind(first())) {
          break;
        }
        advance();
        continue;
      }
      EntryPath end = end();
      if (end != null && bound.isBehindAllBefore(end)) {
        advance();
        skipped = true;
      } else if (level() > level) {
        descend();
      } else {
        break;
      }
    }
    return skipped;
  }

  /** Moves within the segment, at most to its last line. */
  private boolean seekWithin(Bound bound) {
    Frame frame = top();
    boolean entries = atEntry();
    int low = frame.index;
    int high = frame.segment.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean skip =
          entries
              ? bound.isBehind(frame.segment.key(middle))
              : bound.isBehindAllBefore(frame.segment.key(middle + 1));
      if (skip) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    boolean skipped = !entries && low > frame.index;
    if (skipped) {
      ahead = 1;
      loaded = false;
    }
    frame.index = low;
    return skipped;
  }

  private void fetchNeighbours() throws IOException {
    Segment.Inner parent = (Segment.Inner) top().segment;
    fetched.clear();
    List<Extent> neighbours = new ArrayList<>();
    long bytes = 0;
    Extent before = null;
    for (int i = top().index; i < parent.size() && neighbours.size() < ahead; i++) {
      Extent next = parent.items().get(i).address().extent();
      bytes += next.storedLength();
      if (before != null && (!follows(before, next) || bytes > SegmentReader.MAX_READ_BYTES)) {
        break;
      }
      neighbours.add(next);
      before = next;
    }
    List<byte[]> read = reader.read(neighbours);
    for (int i = 0; i < read.size(); i++) {
      fetched.put(neighbours.get(i), read.get(i));
    }
    ahead = Math.min(2 * ahead, SegmentFormat.MAX_COUNT);
  }

  private static boolean follows(Extent before, Extent next) {
    return next.pack().equals(before.pack())
        && next.offset() == before.end()
        && next.firstSlot() == before.firstSlot() + before.count();
  }

  private void leaveFinished() {
    while (!frames.isEmpty() && top().index == top().segment.size()) {
      frames.remove(frames.size() - 1);
      if (!frames.isEmpty()) {
        top().index++;
      }
    }
  }

  private Frame top() {
    return frames.get(frames.size() - 1);
  }
}
