package io.lamella.sdk.transfer;

import io.lamella.content.Cursor;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.sdk.folder.ScanIndex;
import io.lamella.sdk.folder.Scanned;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a folder and a draft side by side, in path order, and says what is to be done about
 * each path. Memory is bounded by the depth of the folders, not by the number of files.
 */
public final class FolderPlan implements Cursor<Planned> {
  private final Cursor<Scanned> found;
  private final Cursor<Entry> known;
  private final ScanIndex index;
  private final Predicate<EntryPath> removable;
  private final Predicate<Entry> lost;
  private final @Nullable LinkedFiles linked;
  private final Deque<Planned> ready = new ArrayDeque<>();
  private @Nullable Entry entry;
  private @Nullable EntryPath replaced;
  private Planned.@Nullable Put waiting;
  private boolean started;

  /**
   * @param found what is in the folder
   * @param known what the draft has, at least beneath the same prefix
   * @param index what is known of the files without reading them
   * @param removable true for paths that are to be removed when the folder has nothing there
   * @param lost true for what the draft has, but whose bytes are gone
   * @param linked keeps links whose paths have files that are what was pinned; null: every file
   *     takes the place of a link
   */
  FolderPlan(
      Cursor<Scanned> found,
      Cursor<Entry> known,
      ScanIndex index,
      Predicate<EntryPath> removable,
      Predicate<Entry> lost,
      @Nullable LinkedFiles linked) {
    this.found = found;
    this.known = known;
    this.index = index;
    this.removable = removable;
    this.lost = lost;
    this.linked = linked;
  }

  @Override
  public @Nullable Planned next() throws IOException {
    if (!started) {
      started = true;
      entry = known.next();
    }
    while (ready.isEmpty()) {
      Scanned scanned = found.next();
      if (scanned == null) {
        passOver(null);
        release(null);
        return ready.poll();
      }
      passOver(scanned.path());
      release(scanned.path());
      decide(scanned);
    }
    return ready.poll();
  }

  /** Entries before {@code path} are not in the folder. */
  private void passOver(@Nullable EntryPath path) throws IOException {
    for (Entry e = entry; e != null; e = entry) {
      if (path != null && e.path().compareTo(path) >= 0) {
        return;
      }
      boolean makesWay =
          (path != null && path.isBeneath(e.path()))
              || (replaced != null && e.path().isBeneath(replaced));
      release(e.path());
      if (makesWay || removable.test(e.path())) {
        ready.add(new Planned.Remove(e.path()));
      }
      entry = known.next();
    }
  }

  /** A folder that waited for what lies beneath it comes when that is behind us. */
  private void release(@Nullable EntryPath reached) {
    if (waiting != null && (reached == null || !reached.isBeneath(waiting.entry().path()))) {
      ready.add(waiting);
      waiting = null;
    }
  }

  private void decide(Scanned scanned) throws IOException {
    EntryPath path = scanned.path();
    Entry before = null;
    if (entry != null && entry.path().equals(path)) {
      before = entry;
      entry = known.next();
    }
    if (scanned instanceof Scanned.File file) {
      replaced = path;
      decideFile(file, before);
    } else if (scanned instanceof Scanned.Symlink link) {
      replaced = path;
      decideEntry(new Entry.Symlink(path, link.target()), before);
    } else if (scanned instanceof Scanned.Folder folder) {
      decideFolder(new Entry.Folder(path, folder.permissions()), before);
    }
  }

  private void decideFile(Scanned.File file, @Nullable Entry before) throws IOException {
    Digest digest = index.digestOf(file);
    if (linked != null && before instanceof Entry.Link link) {
      Digest pinned = linked.ifSame(file, link, digest);
      ready.add(
          pinned == null ? new Planned.Read(file, before, false) : new Planned.Keep(file, pinned));
      return;
    }
    boolean gone = before != null && lost.test(before);
    boolean same =
        digest != null
            && !gone
            && before instanceof Entry.File old
            && old.digest().equals(digest)
            && old.size() == file.stamp().size()
            && old.executable() == file.stamp().isExecutable();
    ready.add(same ? new Planned.Keep(file, digest) : new Planned.Read(file, before, gone));
  }

  private void decideEntry(Entry now, @Nullable Entry before) {
    ready.add(
        before != null && now.sameContent(before)
            ? new Planned.Keep(null, null)
            : new Planned.Put(now, before, false));
  }

  private void decideFolder(Entry.Folder folder, @Nullable Entry before) {
    boolean occupied = entry != null && entry.path().isBeneath(folder.path());
    if (!occupied) {
      decideEntry(folder, before);
    } else if (entry != null && removable.test(entry.path())) {
      waiting = new Planned.Put(folder, before, true);
    } else {
      ready.add(new Planned.Keep(null, null));
    }
  }

  @Override
  public void close() throws IOException {
    try (found;
        known) {
      index.close();
    }
  }
}
