package io.lamella.upload.archive;

import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.upload.change.FolderPuts;
import io.lamella.upload.change.NewRun;
import io.lamella.upload.intake.FileSpec;
import io.lamella.upload.intake.RunBuilder;
import io.lamella.upload.intake.RunPieces;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a stream of many files puts, until all of it is known to be whole: written out in pieces, so
 * that memory does not grow with the number of files, and made one run at the end.
 */
final class TarRun {
  /** So many puts are held. */
  static final int PIECE = 10_000;

  /** Hard links reach back over so many files and extents. */
  static final int REMEMBERED = 50_000;

  private final RunBuilder builder = new RunBuilder();
  private final RunPieces pieces;
  private final FolderPuts folders;
  private final Map<EntryPath, FileSpec> waitingFiles = new HashMap<>();
  private final ArrayDeque<Supplier<Entry>> waiting = new ArrayDeque<>();
  private final Map<EntryPath, Entry.File> known = new LinkedHashMap<>();
  private int remembered;
  private boolean forgot;

  TarRun(RunPieces pieces, FolderPuts folders) {
    this.pieces = pieces;
    this.folders = folders;
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
      throw notKnown(path, target);
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

  private LamellaException notKnown(EntryPath path, EntryPath target) {
    String link = path + " is a hard link to " + target + ", which is no file before it";
    return forgot
        ? new LamellaException(
            ErrorCode.LIMIT_EXCEEDED, link + "; links reach back over " + REMEMBERED + " files")
        : new LamellaException(ErrorCode.INVALID_CHANGE, link + " in the stream");
  }

  void symlink(Entry.Symlink symlink) {
    waiting.add(() -> symlink);
  }

  void folder(EntryPath path, int mode) {
    folders.add(new Entry.Folder(path, mode));
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
        remember(file);
      }
    }
    waitingFiles.clear();
  }

  private void remember(Entry.File file) {
    Entry.File before = known.remove(file.path());
    remembered += weight(file) - (before == null ? 0 : weight(before));
    known.put(file.path(), file);
    Iterator<Entry.File> eldest = known.values().iterator();
    while (remembered > REMEMBERED && eldest.hasNext()) {
      remembered -= weight(eldest.next());
      eldest.remove();
      forgot = true;
    }
  }

  private static int weight(Entry.File file) {
    return Math.max(1, file.extents().size());
  }

  private void put(Entry entry) throws IOException {
    builder.put(entry);
    if (builder.pending() >= PIECE) {
      writePieces();
    }
  }

  private void writePieces() throws IOException {
    pieces.add(builder.take());
  }

  /** All puts but those of folders, as one run. */
  NewRun finish() throws IOException {
    stored();
    writePieces();
    return pieces.all();
  }
}
