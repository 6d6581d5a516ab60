package io.lamella.content.manifest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;

/** What a version holds, as plainly as it can be said. */
final class Model {
  final TreeMap<EntryPath, Entry> entries = new TreeMap<>();

  Model() {}

  Model(Model other) {
    entries.putAll(other.entries);
  }

  /** One change alone, as a person would make it. */
  void apply(Change change) {
    EntryPath path = change.path();
    if (change instanceof Change.Delete) {
      entries.remove(path);
    } else {
      entries.remove(path);
      removeBeneath(path);
    }
    if (change instanceof Change.Put put) {
      for (EntryPath above = path; above.parent().isPresent(); above = above.parent().get()) {
        entries.remove(above.parent().get());
      }
      entries.put(path, put.entry());
    }
  }

  /** A run: all its deletes speak of what was there before it. */
  void applyRun(Collection<Change> run) {
    List<Entry> puts = new ArrayList<>();
    for (Change change : run) {
      if (change instanceof Change.Put put) {
        puts.add(put.entry());
        removeBeneath(change.path());
      } else if (change instanceof Change.Delete) {
        entries.remove(change.path());
      } else {
        entries.remove(change.path());
        removeBeneath(change.path());
      }
    }
    puts.forEach(entry -> entries.put(entry.path(), entry));
  }

  private void removeBeneath(EntryPath path) {
    Iterator<EntryPath> behind = entries.tailMap(path, false).keySet().iterator();
    while (behind.hasNext() && behind.next().isBeneath(path)) {
      behind.remove();
    }
  }

  List<Entry> list() {
    return List.copyOf(entries.values());
  }

  /** The run that makes it out of nothing. */
  List<Change> fromNothing() {
    List<Change> puts = new ArrayList<>();
    entries.values().forEach(entry -> puts.add(new Change.Put(entry)));
    return Run.close(puts);
  }

  Manifest.Totals totals() {
    return entries.values().stream()
        .map(Manifest.Totals::of)
        .reduce(Manifest.Totals.NOTHING, Manifest.Totals::plus);
  }
}
