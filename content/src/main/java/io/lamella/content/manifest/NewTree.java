package io.lamella.content.manifest;

import io.lamella.content.Digest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The levels of a tree that grows out of another one. */
final class NewTree implements InnerLevel.LevelSource {
  /** The root and what lies beneath it. */
  record Top(Root root, Manifest.Totals totals) {}

  private final @Nullable Manifest parent;
  private final SegmentWriter writer;
  private final LeafLevel leaves;

  NewTree(@Nullable Manifest parent, SegmentWriter writer) throws IOException {
    this.parent = parent;
    this.writer = writer;
    this.leaves = new LeafLevel(writer, parent == null ? null : TreeCursor.over(parent), this);
  }

  LeafLevel leaves() {
    return leaves;
  }

  @Override
  public InnerLevel level(int level) throws IOException {
    if (parent == null) {
      return new InnerLevel(level, writer, null, this);
    }
    Segment root = parent.rootSegment();
    if (level <= root.level()) {
      return new InnerLevel(level, writer, TreeCursor.over(parent), this);
    }
    InnerLevel top = new InnerLevel(level, writer, null, this);
    if (level == root.level() + 1 && root.size() > 0) {
      top.start(List.of(parent.rootItem()));
    }
    return top;
  }

  /** Ends all levels and the last pack. */
  Top finish() throws IOException {
    leaves.endChanges();
    Level.Top top = leaves.finish();
    if (top != null) {
      Item root = lowest(top);
      writer.finish();
      return new Top(new Root(root.id(), root.address().extent()), root.totals());
    }
    if (parent != null && (!leaves.hasNoSegment() || parent.totals().entries() == 0)) {
      return new Top(parent.root(), parent.totals());
    }
    return empty();
  }

  /** A root lists two segments at least: goes down an old one that lists a single one. */
  private Item lowest(Level.Top top) throws IOException {
    Item item = top.item();
    for (int level = top.level();
        parent != null && level > 0 && !writer.wrote(item.address());
        level--) {
      Segment segment = parent.segments().segment(item, level, null);
      if (segment.size() > 1 || !(segment instanceof Segment.Inner inner)) {
        break;
      }
      item = inner.items().get(0);
    }
    return item;
  }

  private Top empty() throws IOException {
    Segment segment = new Segment.Leaf(List.of());
    byte[] canonical = writer.canonical(segment);
    Address address = writer.write(segment, canonical);
    writer.finish();
    return new Top(new Root(Digest.of(canonical), address.extent()), Manifest.Totals.NOTHING);
  }
}
