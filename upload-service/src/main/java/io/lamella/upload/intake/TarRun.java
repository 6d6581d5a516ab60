package io.lamella.upload.intake;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Run;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.upload.change.NewRun;
import io.lamella.upload.change.RunStore;
import io.lamella.upload.draft.Draft;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What a stream of many files puts, until all of it is known to be whole: written out in pieces, so
 * that memory does not grow with the number of files, and made one run at the end.
 */
final class TarRun implements AutoCloseable {
  private static final int PIECE = 10_000;

  /** So many files can be named by hard links. */
  private static final int REMEMBERED = 200_000;

  private final Draft draft;
  private final RunStore store;
  private final RunBuilder builder = new RunBuilder();
  private final List<NewRun> pieces = new ArrayList<>();
  private final TreeMap<EntryPath, Entry.Folder> folders = new TreeMap<>();
  private final Map<EntryPath, FileSpec> waitingFiles = new HashMap<>();
  private final ArrayDeque<Supplier<Entry>> waiting = new ArrayDeque<>();
  private final Map<EntryPath, Entry.File> known =
      new LinkedHashMap<EntryPath, Entry.File>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<EntryPath, io.lamella.content.manifest.Entry.File> eldest) {
          return size() > REMEMBERED;
        }
      };

  TarRun(Draft draft, RunStore store) {
    this.draft = draft;
    this.store = store;
  }

  /** A file whose packs are not all stored yet. */
  void file(FileSpec file) {
    waiting.add(file::entry);
    waitingFiles.put(file.path(), file);
  }

  /** Another name of a file that came before. */
  void hardLink(EntryPath path, EntryPath target) {
    FileSpec file = waitingFiles.get(target);
    if (file != null) {
      file(file.at(path));
      return;
    }
    Entry.File stored = known.get(target);
    if (stored == null) {
      throw new LamellaException(
          ErrorCode.INVALID_CHANGE,
          path + " is a hard link to " + target + ", which is no file before it in the stream");
    }
    waiting.add(
        () ->
            new Entry.File(
                path,
                stored.size(),
                stored.executable(),
                stored.digest(),
                stored.extents(),
                stored.mtimeNanos(),
                stored.mode()));
  }

  void symlink(EntryPath path, String target) {
    waiting.add(() -> new Entry.Symlink(path, target));
  }

  void folder(EntryPath path, int mode) {
    folders.put(path, new Entry.Folder(path, mode));
  }

  /** True when so much waits for its packs that they should be stored now. */
  boolean isFull() {
    return waiting.size() >= PIECE;
  }

  /** All files that came so far have their packs stored. */
  void stored() throws IOException {
    for (Supplier<Entry> next = waiting.poll(); next != null; next = waiting.poll()) {
      Entry entry = next.get();
      put(entry);
      if (entry instanceof Entry.File file) {
        known.put(file.path(), file);
      }
    }
    waitingFiles.clear();
  }

  private void put(Entry entry) throws IOException {
    builder.put(entry);
    if (builder.pending() >= PIECE) {
      writePieces();
    }
  }

  private void writePieces() throws IOException {
    for (List<Change> run : builder.take()) {
      pieces.add(store.write(draft, Run.of(run)));
    }
  }

  /** All puts but those of folders, as one run. */
  NewRun finish() throws IOException {
    stored();
    writePieces();
    List<Cursor<Change>> cursors = new ArrayList<>();
    for (NewRun piece : pieces) {
      cursors.add(store.open(draft, piece));
    }
    try (Cursor<Change> merged = Run.merge(cursors)) {
      return store.write(draft, merged);
    }
  }

  /** Folders, in the order of their paths. */
  List<Entry.Folder> folders() {
    return List.copyOf(folders.values());
  }

  @Override
  public void close() {
    pieces.forEach(store::discard);
  }
}
