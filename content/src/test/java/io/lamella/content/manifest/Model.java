package io.lamella.content.manifest;

import java.util.ArrayList;
import java.util.Collection;
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
      entries.keySet().removeIf(p -> p.equals(path) || p.isBeneath(path));
    }
    if (change instanceof Change.Put put) {
      entries.keySet().removeIf(path::isBeneath);
      entries.put(path, put.entry());
    }
  }

  /** A run: all its deletes speak of what was there before it. */
  void applyRun(Collection<Change> run) {
    List<Entry> puts = new ArrayList<>();
    for (Change change : run) {
      if (change instanceof Change.Put put) {
        puts.add(put.entry());
        entries.keySet().removeIf(p -> p.isBeneath(change.path()));
      } else if (change instanceof Change.Delete) {
        entries.remove(change.path());
      } else {
        entries.keySet().removeIf(p -> p.equals(change.path()) || p.isBeneath(change.path()));
      }
    }
    puts.forEach(entry -> entries.put(entry.path(), entry));
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
