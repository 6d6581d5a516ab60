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
import org.jspecify.annotations.Nullable;

/**
 * What a stream of many files puts, until all of it is known to be whole: written out in pieces, so
 * that memory does not grow with the number of files, and made one run at the end.
 */
final class TarRun {
  /** So many puts are held. */
  static final int PIECE = 10_000;

  /** Hard links reach back over so many files and extents. */
  static final int REMEMBERED = 50_000;

  /**
   * A put in the order of the stream.
   *
   * @param file what has to be stored first; null: nothing
   */
  private record Waiting(Supplier<Entry> entry, @Nullable FileSpec file) {
    boolean isStored() {
      return file == null || file.isStored();
    }
  }

  private final RunBuilder builder = new RunBuilder();
  private final RunPieces pieces;
  private final FolderPuts folders;
  private final Map<EntryPath, FileSpec> waitingFiles = new HashMap<>();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private final Map<EntryPath, Entry.File> known = new LinkedHashMap<>();
  private int remembered;
  private boolean forgot;

  TarRun(RunPieces pieces, FolderPuts folders) {
    this.pieces = pieces;
    this.folders = folders;
  }

  /** A file whose packs are not all stored yet. */
  void file(FileSpec file) {
    waiting.add(new Waiting(file::entry, file));
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
        new Waiting(
            () ->
                new Entry.File(
                    path,
                    stored.size(),
                    stored.executable(),
                    stored.digest(),
                    stored.extents(),
                    stored.mtimeNanos(),
                    stored.mode()),
            null));
  }

  private LamellaException notKnown(EntryPath path, EntryPath target) {
    String link = path + " is a hard link to " + target + ", which is no file before it";
    return forgot
        ? new LamellaException(
            ErrorCode.LIMIT_EXCEEDED, link + "; links reach back over " + REMEMBERED + " files")
        : new LamellaException(ErrorCode.INVALID_CHANGE, link + " in the stream");
  }

  void symlink(Entry.Symlink symlink) {
    waiting.add(new Waiting(() -> symlink, null));
  }

  void folder(EntryPath path, int mode) {
    folders.add(new Entry.Folder(path, mode));
  }

  /** True when so much waits for its packs that they should be stored now. */
  boolean isFull() {
    return waiting.size() >= PIECE;
  }

  /** Puts what came first, as far as its packs are stored. */
  void stored() throws IOException {
    for (Waiting next = waiting.peek(); next != null && next.isStored(); next = waiting.peek()) {
      waiting.remove();
      Entry entry = next.entry().get();
      put(entry);
      if (next.file() != null) {
        waitingFiles.remove(next.file().path(), next.file());
      }
      if (entry instanceof Entry.File file) {
        remember(file);
      }
    }
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
    if (!waiting.isEmpty()) {
      throw new IllegalStateException(waiting.size() + " files have no packs yet");
    }
    writePieces();
    return pieces.all();
  }
}
