package io.lamella.content.manifest;

import java.util.List;

/** A sorted run of a version's entries, or of segments of the level below. */
sealed interface Segment {
  /** 0 for entries, else one more than the segments that it lists. */
  int level();

  int size();

  /** Path of the entry, or first path of the segment, at {@code index}. */
  EntryPath key(int index);

  /** What lies in it. */
  Manifest.Totals totals();

  /** Entries. Only the root of an empty version has none. */
  record Leaf(List<Entry> entries) implements Segment {
    @Override
    public int level() {
      return 0;
    }

    @Override
    public int size() {
      return entries.size();
    }

    @Override
    public EntryPath key(int index) {
      return entries.get(index).path();
    }

    @Override
    public Manifest.Totals totals() {
      Manifest.Totals sum = Manifest.Totals.NOTHING;
      for (Entry entry : entries) {
        sum = sum.plus(Manifest.Totals.of(entry));
      }
      return sum;
    }
  }

  /** Segments of the level below. */
  record Inner(int level, List<Item> items) implements Segment {
    @Override
    public int size() {
      return items.size();
    }

    @Override
    public EntryPath key(int index) {
      return items.get(index).first();
    }

    @Override
    public Manifest.Totals totals() {
      Manifest.Totals sum = Manifest.Totals.NOTHING;
      for (Item item : items) {
        sum = sum.plus(item.totals());
      }
      return sum;
    }
  }
}
