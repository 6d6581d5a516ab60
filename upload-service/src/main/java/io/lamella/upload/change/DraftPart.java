package io.lamella.upload.change;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.EntryPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a draft changes at or beneath some paths, and before it what it changes at the folders above
 * them: a run again. What lies between two paths is read only while it is little.
 */
final class DraftPart implements Cursor<Change> {
  /** So many changes are read rather than that the next path is sought. */
  static final int NEAR = 2000;

  /** Opens all changes of the draft from a path on, behind those at the folders above it. */
  @FunctionalInterface
  interface Opening {
    Cursor<Change> from(EntryPath path) throws IOException;
  }

  private final Iterator<EntryPath> paths;
  private final Opening opening;
  private Cursor<Change> changes = () -> null;
  private @Nullable Change next;
  private @Nullable EntryPath path;
  private @Nullable EntryPath last;
  private int passed;
  private boolean started;

  DraftPart(Collection<EntryPath> paths, Opening opening) {
    this.paths = topmost(paths).iterator();
    this.opening = opening;
  }

  /** In order, and without those that lie beneath others. */
  private static List<EntryPath> topmost(Collection<EntryPath> paths) {
    List<EntryPath> topmost = new ArrayList<>();
    for (EntryPath next : new TreeSet<>(paths)) {
      if (topmost.isEmpty() || !next.isBeneath(topmost.get(topmost.size() - 1))) {
        topmost.add(next);
      }
    }
    return topmost;
  }

  @Override
  public @Nullable Change next() throws IOException {
    if (!started) {
      started = true;
      turn();
      seek();
    }
    while (path != null) {
      Change change = next;
      if (change == null || isBehind(change.path(), path)) {
        turn();
        continue;
      }
      next = changes.next();
      if (isWanted(change.path(), path)) {
        last = change.path();
        return change;
      }
      if (++passed == NEAR) {
        seek();
      }
    }
    return null;
  }

  private void turn() {
    path = paths.hasNext() ? paths.next() : null;
    passed = 0;
  }

  private void seek() throws IOException {
    if (path != null) {
      changes.close();
      changes = opening.from(path);
      next = changes.next();
    }
  }

  private boolean isWanted(EntryPath at, EntryPath folder) {
    boolean related = at.equals(folder) || at.isBeneath(folder) || folder.isBeneath(at);
    return related && (last == null || at.compareTo(last) > 0);
  }

  private static boolean isBehind(EntryPath at, EntryPath folder) {
    return at.compareTo(folder) > 0 && !at.isBeneath(folder);
  }

  @Override
  public void close() throws IOException {
    changes.close();
  }
}
