package io.lamella.content.manifest;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Sorts changes and adds the deletes that make them a closed run. */
final class RunCloser {
  private final TreeMap<EntryPath, Change> run = new TreeMap<>();
  private final Set<EntryPath> opened = new HashSet<>();

  static List<Change> close(Collection<Change> changes) {
    RunCloser closer = new RunCloser();
    for (Change change : changes) {
      if (closer.run.put(change.path(), change) != null) {
        throw new IllegalArgumentException("two changes of one path: " + change.path());
      }
    }
    for (Change change : changes) {
      if (change instanceof Change.Put) {
        closer.open(change.path());
      }
    }
    return List.copyOf(closer.run.values());
  }

  /** Sees to it that every folder above {@code path} is deleted. */
  private void open(EntryPath path) {
    for (Optional<EntryPath> above = path.parent();
        above.isPresent() && opened.add(above.get());
        above = above.get().parent()) {
      EntryPath folder = above.get();
      Change change = run.get(folder);
      if (change == null) {
        run.put(folder, new Change.Delete(folder));
      } else if (change instanceof Change.Put put) {
        if (!(put.entry() instanceof Entry.Folder)) {
          throw new IllegalArgumentException("a put beneath a put: " + path);
        }
        run.put(folder, new Change.Delete(folder));
      }
    }
  }
}
