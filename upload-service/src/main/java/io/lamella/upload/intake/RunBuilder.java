package io.lamella.upload.intake;

import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Turns puts, in the order in which they came, into as few runs as can say them: a put of the same
 * path replaces the earlier one, a path above or beneath another one begins a new run.
 */
public final class RunBuilder {
  private final List<List<Change>> closed = new ArrayList<>();
  private TreeMap<EntryPath, Entry> current = new TreeMap<>();
  private int closedPuts;

  public void put(Entry entry) {
    if (clashes(entry.path())) {
      close();
    }
    current.put(entry.path(), entry);
  }

  /** Number of puts that are held. */
  public int pending() {
    return closedPuts + current.size();
  }

  /** The runs, the oldest first; the builder is empty then. */
  public List<List<Change>> take() {
    close();
    List<List<Change>> runs = List.copyOf(closed);
    closed.clear();
    closedPuts = 0;
    return runs;
  }

  private void close() {
    if (!current.isEmpty()) {
      closed.add(Run.close(current.values().stream().<Change>map(Change.Put::new).toList()));
      closedPuts += current.size();
      current = new TreeMap<>();
    }
  }

  private boolean clashes(EntryPath path) {
    EntryPath next = current.higherKey(path);
    if (next != null && next.isBeneath(path)) {
      return true;
    }
    for (var above = path.parent(); above.isPresent(); above = above.get().parent()) {
      if (current.containsKey(above.get())) {
        return true;
      }
    }
    return false;
  }
}
