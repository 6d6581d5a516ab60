package io.lamella.content.manifest;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The level of entries: applies a run's changes and counts them. */
final class LeafLevel extends Level<Entry> {
  private final InnerLevel.LevelSource source;
  private @Nullable EntryPath killed;
  private long added;
  private long modified;
  private long removed;

  LeafLevel(SegmentWriter writer, @Nullable TreeCursor old, InnerLevel.LevelSource source) {
    super(0, writer, old);
    this.source = source;
  }

  void apply(Change change) throws IOException {
    EntryPath path = change.path();
    if (killed != null && !path.isBeneath(killed)) {
      endKill();
    }
    if (change instanceof Change.Delete && cannotExist(path)) {
      return;
    }
    if (killed != null) {
      drop(new Bound.At(path));
    } else {
      copyTo(path);
    }
    Entry before = take(path);
    if (change instanceof Change.Put put) {
      put(before, put.entry());
    } else if (before != null) {
      removed++;
    }
    if (killed == null && !(change instanceof Change.Delete)) {
      killed = path;
    }
  }

  /** All changes were applied. */
  void endChanges() throws IOException {
    if (killed != null) {
      endKill();
    }
  }

  long added() {
    return added;
  }

  long modified() {
    return modified;
  }

  long removed() {
    return removed;
  }

  private void put(@Nullable Entry before, Entry entry) throws IOException {
    if (before == null) {
      added++;
      append(entry);
    } else if (before.sameContent(entry)) {
      append(before);
    } else {
      modified++;
      append(entry);
    }
  }

  private void endKill() throws IOException {
    if (killed != null) {
      drop(new Bound.Beyond(killed));
      killed = null;
    }
  }

  /**
   * True when the next old segment begins beneath {@code path}: then something lies beneath it, and
   * it is no entry itself. Saves reading a segment for most of the folders above a put.
   */
  private boolean cannotExist(EntryPath path) throws IOException {
    if (killed != null || !isClean()) {
      return false;
    }
    skipTo(path);
    TreeCursor old = unopened();
    EntryPath end = old == null ? null : old.end();
    return end != null && end.isBeneath(path);
  }

  @Override
  void lineDropped(Entry line) {
    removed++;
  }

  @Override
  void segmentDropped(Item segment) {
    removed += segment.totals().entries();
  }

  @Override
  EntryPath key(Entry line) {
    return line.path();
  }

  @Override
  List<Entry> lines(Segment segment) {
    return ((Segment.Leaf) segment).entries();
  }

  @Override
  Segment segment(List<Entry> lines) {
    return new Segment.Leaf(lines);
  }

  @Override
  InnerLevel newAbove() throws IOException {
    return source.level(1);
  }
}
