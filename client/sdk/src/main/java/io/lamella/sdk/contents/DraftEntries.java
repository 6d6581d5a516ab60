package io.lamella.sdk.contents;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Inherited entries with the changes of a draft laid over them, in path order. */
final class DraftEntries implements Cursor<Entry> {
  private final Cursor<Entry> inherited;
  private final Cursor<Change> changes;
  private @Nullable Entry entry;
  private @Nullable Change change;
  private @Nullable EntryPath cleared;
  private boolean started;

  DraftEntries(Cursor<Entry> inherited, Cursor<Change> changes) {
    this.inherited = inherited;
    this.changes = changes;
  }

  @Override
  public @Nullable Entry next() throws IOException {
    if (!started) {
      started = true;
      entry = inherited.next();
      change = changes.next();
    }
    while (entry != null || change != null) {
      Entry old = entry;
      Change now = change;
      int order = old == null ? 1 : now == null ? -1 : old.path().compareTo(now.path());
      if (order < 0 && old != null) {
        entry = inherited.next();
        if (cleared == null || !old.path().isBeneath(cleared)) {
          return old;
        }
      } else if (now != null) {
        change = changes.next();
        if (order == 0) {
          entry = inherited.next();
        }
        if (!(now instanceof Change.Delete) && !coveredBy(cleared, now.path())) {
          cleared = now.path();
        }
        if (now instanceof Change.Put put) {
          return put.entry();
        }
      }
    }
    return null;
  }

  private static boolean coveredBy(@Nullable EntryPath folder, EntryPath path) {
    return folder != null && path.isBeneath(folder);
  }

  @Override
  public void close() throws IOException {
    try (inherited) {
      changes.close();
    }
  }
}
