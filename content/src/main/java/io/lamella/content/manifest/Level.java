package io.lamella.content.manifest;

import io.lamella.content.Digest;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One level of the new tree as it is written, front to back. Edits come in order. Old segments that
 * no edit touches stay as they are, unread; from a touched one on lines are cut again until a cut
 * falls on the end of an old segment. What becomes of its segments is an edit of the level above.
 *
 * @param <T> a line
 */
abstract class Level<T> {
  /** A segment that is alone on its level. */
  record Top(Item item, int level) {}

  private final int level;
  private final SegmentWriter writer;
  private final @Nullable TreeCursor old;
  private final Cutter cutter;
  private final Deque<Item> taken = new ArrayDeque<>();
  private List<T> pending = new ArrayList<>();
  private List<T> opened = List.of();
  private int next;
  private boolean kept;
  private boolean cut;
  private @Nullable InnerLevel above;

  /**
   * @param old stands at the old tree's root; null where the old tree has no such level
   */
  Level(int level, SegmentWriter writer, @Nullable TreeCursor old) {
    this.level = level;
    this.writer = writer;
    this.old = old;
    this.cutter = new Cutter(level);
  }

  abstract EntryPath key(T line);

  abstract List<T> lines(Segment segment);

  abstract Segment segment(List<T> lines);

  abstract InnerLevel newAbove() throws IOException;

  /** Lines that are there without a segment of the old tree: the line of its root. */
  final void start(List<T> lines) {
    opened = lines;
  }

  /** Copies old lines before {@code key}; whole untouched segments stay where they are. */
  final void copyTo(EntryPath key) throws IOException {
    while (true) {
      while (next < opened.size() && key(opened.get(next)).compareTo(key) < 0) {
        append(opened.get(next++));
      }
      if (next < opened.size()) {
        return;
      }
      if (isClean()) {
        emitRemovals(null);
        skipTo(key);
      }
      if (!oldStartsBefore(key)) {
        return;
      }
      open();
    }
  }

  /** Goes past old segments that end before {@code key}, where old and new lines are in step. */
  final void skipTo(EntryPath key) throws IOException {
    if (old != null && !old.atEnd() && old.first().compareTo(key) <= 0) {
      kept |= old.seek(new Bound.At(key), level);
    }
  }

  /** The next old segment, which was not opened; null at the end or where there is no old tree. */
  final @Nullable TreeCursor unopened() {
    return old == null || old.atEnd() ? null : old;
  }

  /** True when no line of an old segment waits, nor a line of a new one. */
  final boolean isClean() {
    return next == opened.size() && pending.isEmpty();
  }

  /** Takes the old line with this key out; what lies before it was copied or dropped. */
  final @Nullable T take(EntryPath key) throws IOException {
    if (next == opened.size() && old != null && !old.atEnd() && old.first().equals(key)) {
      open();
    }
    if (next < opened.size() && key(opened.get(next)).equals(key)) {
      return opened.get(next++);
    }
    return null;
  }

  /** Drops old lines before {@code bound}, without reading segments that go as a whole. */
  final void drop(Bound bound) throws IOException {
    while (true) {
      while (next < opened.size() && bound.isBehind(key(opened.get(next)))) {
        lineDropped(opened.get(next++));
      }
      if (next < opened.size()) {
        return;
      }
      if (pending.isEmpty()) {
        emitRemovals(null);
      }
      if (old == null || old.atEnd() || !bound.isBehind(old.first())) {
        return;
      }
      old.descendTo(level);
      EntryPath end = old.end();
      if (end != null && bound.isBehindAllBefore(end)) {
        segmentDropped(old.item());
        taken.add(old.item());
        old.advance();
      } else {
        open();
      }
    }
  }

  /** A line was dropped. */
  void lineDropped(T line) {}

  /** A whole segment was dropped unread. */
  void segmentDropped(Item segment) {}

  /** Appends a line. */
  final void append(T line) throws IOException {
    pending.add(line);
    if (cutter.cutsBehind(key(line))) {
      flush();
    }
  }

  /**
   * Ends this level and those above.
   *
   * @return the only segment of its level; null when nothing changed, or there is nothing
   */
  final @Nullable Top finish() throws IOException {
    while (true) {
      while (next < opened.size()) {
        append(opened.get(next++));
      }
      if (pending.isEmpty() || old == null || old.atEnd()) {
        break;
      }
      open();
    }
    if (hasNoSegment() && pending.size() == 1 && pending.get(0) instanceof Item top) {
      return new Top(top, level - 1);
    }
    if (!pending.isEmpty()) {
      flush();
    }
    emitRemovals(null);
    return above == null ? null : above.finish();
  }

  /** True when no segment of the old tree stays and no new one was cut. */
  final boolean hasNoSegment() {
    return !kept && !cut && (old == null || old.atEnd());
  }

  private boolean oldStartsBefore(EntryPath key) {
    return old != null && !old.atEnd() && old.first().compareTo(key) < 0;
  }

  private void open() throws IOException {
    if (old == null) {
      throw new IllegalStateException("there is no old segment to open");
    }
    old.descendTo(level);
    taken.add(old.item());
    opened = lines(old.load());
    next = 0;
    old.advance();
  }

  private void flush() throws IOException {
    Segment segment = segment(pending);
    pending = new ArrayList<>();
    cut = true;
    EntryPath first = segment.key(0);
    emitRemovals(first);
    byte[] canonical = writer.canonical(segment);
    Digest id = Digest.of(canonical);
    Item before = taken.peek();
    if (before != null && before.first().equals(first)) {
      taken.remove();
      if (before.id().equals(id)) {
        return;
      }
    }
    Address address = writer.write(segment, canonical);
    above().edit(first, new Item(first, id, segment.totals(), address));
  }

  /** Tells the level above which opened segments are no more: those before {@code end}, or all. */
  private void emitRemovals(@Nullable EntryPath end) throws IOException {
    while (!taken.isEmpty() && (end == null || taken.peek().first().compareTo(end) < 0)) {
      above().edit(taken.remove().first(), null);
    }
  }

  private InnerLevel above() throws IOException {
    if (above == null) {
      above = newAbove();
    }
    return above;
  }
}
