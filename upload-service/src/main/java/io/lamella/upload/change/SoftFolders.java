package io.lamella.upload.change;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Manifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder entry exists only while nothing lies beneath it. A stored put of a folder removes what
 * is beneath, so a folder that is put where something lies is no change and is dropped here.
 */
final class SoftFolders {
  private final @Nullable Manifest parent;
  private final Cursor<Change> changes;
  private @Nullable Change next;

  /** A path whose put or removal hides what the parent has beneath it. */
  private @Nullable EntryPath hidden;

  private SoftFolders(@Nullable Manifest parent, Cursor<Change> changes) throws IOException {
    this.parent = parent;
    this.changes = changes;
    this.next = changes.next();
  }

  /**
   * Those of {@code folders} beneath which nothing lies.
   *
   * @param parent what the draft builds on
   * @param changes one run: what the draft holds at, above and beneath the folders, and what is put
   *     beside them
   * @param folders in the order of their paths
   */
  static List<Entry.Folder> bare(
      @Nullable Manifest parent, Cursor<Change> changes, List<Entry.Folder> folders)
      throws IOException {
    SoftFolders walk = new SoftFolders(parent, changes);
    List<Entry.Folder> bare = new ArrayList<>();
    for (int i = 0; i < folders.size(); i++) {
      Entry.Folder folder = folders.get(i);
      boolean above = i + 1 < folders.size() && folders.get(i + 1).path().isBeneath(folder.path());
      if (!above && walk.isBare(folder.path())) {
        bare.add(folder);
      }
    }
    return bare;
  }

  private boolean isBare(EntryPath folder) throws IOException {
    for (Change change = next; change != null; change = next) {
      if (change.path().compareTo(folder) > 0) {
        break;
      }
      if (!(change instanceof Change.Delete) && !isHidden(change.path())) {
        hidden = change.path();
      }
      next = changes.next();
    }
    return isBareBeneath(folder, parent != null && !isHidden(folder));
  }

  private boolean isHidden(EntryPath path) {
    return hidden != null && (hidden.equals(path) || path.isBeneath(hidden));
  }

  /** Walks the changes beneath a folder beside what the parent has there. */
  private boolean isBareBeneath(EntryPath folder, boolean inherits) throws IOException {
    try (Cursor<Entry> entries = inherited(folder, inherits)) {
      Entry entry = nextBeneath(entries, folder);
      for (Change change = next; change != null; change = next) {
        if (!change.path().isBeneath(folder)) {
          break;
        }
        if (entry != null && entry.path().compareTo(change.path()) < 0) {
          return false;
        }
        if (change instanceof Change.Put) {
          return false;
        }
        while (entry != null && removes(change, entry.path())) {
          entry = nextBeneath(entries, folder);
        }
        next = changes.next();
      }
      return entry == null;
    }
  }

  private Cursor<Entry> inherited(EntryPath folder, boolean inherits) {
    Manifest manifest = parent;
    return manifest != null && inherits ? manifest.entries(folder, null) : () -> null;
  }

  private static @Nullable Entry nextBeneath(Cursor<Entry> entries, EntryPath folder)
      throws IOException {
    Entry entry = entries.next();
    return entry != null && entry.path().equals(folder) ? entries.next() : entry;
  }

  private static boolean removes(Change change, EntryPath path) {
    return path.equals(change.path())
        || (change instanceof Change.DeleteTree && path.isBeneath(change.path()));
  }
}
