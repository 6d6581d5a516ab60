package io.lamella.content.manifest;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A level that lists segments of the level below. */
final class InnerLevel extends Level<Item> {
  private final int level;
  private final LevelSource source;

  /** Makes the levels of a new tree. */
  interface LevelSource {
    InnerLevel level(int level) throws IOException;
  }

  InnerLevel(int level, SegmentWriter writer, @Nullable TreeCursor old, LevelSource source) {
    super(level, writer, old);
    this.level = level;
    this.source = source;
  }

  /** Sets the line of a segment of the level below, or removes it (null). */
  void edit(EntryPath first, @Nullable Item item) throws IOException {
    copyTo(first);
    take(first);
    if (item != null) {
      append(item);
    }
  }

  @Override
  EntryPath key(Item line) {
    return line.first();
  }

  @Override
  List<Item> lines(Segment segment) {
    return ((Segment.Inner) segment).items();
  }

  @Override
  Segment segment(List<Item> lines) {
    return new Segment.Inner(level, lines);
  }

  @Override
  InnerLevel newAbove() throws IOException {
    return source.level(level + 1);
  }
}
