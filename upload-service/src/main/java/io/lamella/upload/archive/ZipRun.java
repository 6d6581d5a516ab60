package io.lamella.upload.archive;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.InvalidPathException;
import io.lamella.content.manifest.Run;
import io.lamella.content.pack.ExtentReader;
import io.lamella.upload.archive.CentralDirectory.Listed;
import io.lamella.upload.change.FolderPuts;
import io.lamella.upload.change.NewRun;
import io.lamella.upload.change.RunStore;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.intake.FileSpec;
import io.lamella.upload.intake.FileStream;
import io.lamella.upload.intake.Gathered;
import io.lamella.upload.intake.RunPieces;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a zip stream puts. Its files are written out as they come, in pieces; what each of them is,
 * and its mode, is known at the end of the stream, in the same order: then the pieces are gone
 * through once more. So memory does not grow with the number of files but for a number of each.
 */
final class ZipRun implements AutoCloseable {
  private static final int KIND = 0170000;
  private static final int REGULAR = 0100000;
  private static final int LINK = 0120000;
  private static final int FOLDER = 0040000;
  private static final int PERMISSIONS = 0777;
  static final int FILE_MODE = 0644;
  private static final int FOLDER_MODE = 0755;

  private record Piece(NewRun run, int files) {}

  private final Draft draft;
  private final RunStore runs;
  private final RunPieces pieces;
  private final FolderPuts folders;
  private final FileStream stream;
  private final ExtentReader stored;
  private final ZipNames names;

  private final List<Piece> written = new ArrayList<>();
  private final Gathered gathered = new Gathered();
  private long[] fingerprints = new long[1024];
  private int entries;

  private int listed;
  private long links;
  private long linkBytes;

  ZipRun(
      Draft draft,
      RunStore runs,
      RunPieces pieces,
      FolderPuts folders,
      FileStream stream,
      ExtentReader stored,
      ZipNames names) {
    this.draft = draft;
    this.runs = runs;
    this.pieces = pieces;
    this.folders = folders;
    this.stream = stream;
    this.stored = stored;
    this.names = names;
  }

  /** An entry that came. */
  void entry(ZipRecord record) {
    if (entries == fingerprints.length) {
      fingerprints = Arrays.copyOf(fingerprints, entries * 2);
    }
    fingerprints[entries] = record.fingerprint();
    entries++;
  }

  /** Number of entries that came. */
  int entries() {
    return entries;
  }

  /** A file that came, or a link: that is known later. */
  void file(FileSpec file) throws IOException {
    gathered.add(file);
    if (gathered.isFull()) {
      int files = gathered.size();
      written.add(new Piece(runs.write(draft, Run.of(settled())), files));
    }
  }

  private List<Change> settled() throws IOException {
    stream.flush();
    return gathered.take();
  }

  /** Says that the stream goes on. */
  void keep() {
    runs.keep(written.stream().map(Piece::run).toList());
  }

  /**
   * Gives every file its mode, and makes links of those that are.
   *
   * @return all puts but those of folders, as one run
   */
  NewRun finish(CentralDirectory central) throws IOException {
    for (Piece piece : written) {
      put(central, piece.files(), runs.open(draft, piece.run()));
    }
    int last = gathered.size();
    put(central, last, Run.of(settled()));
    for (Listed next = central.next(); next != null; next = central.next()) {
      if (!isFolder(next)) {
        throw otherwise(next);
      }
    }
    if (listed < entries) {
      throw ZipProblems.unreadable(
          "%d entries came, and its central directory lists %d".formatted(entries, listed));
    }
    central.end();
    return pieces.all();
  }

  /** Files that are none but symlinks. */
  long links() {
    return links;
  }

  /** Bytes of their targets. */
  long linkBytes() {
    return linkBytes;
  }

  private void put(CentralDirectory central, int files, Cursor<Change> run) throws IOException {
    try (run) {
      Map<EntryPath, Integer> modes = new HashMap<>();
      while (modes.size() < files) {
        Listed next = central.next();
        if (next == null) {
          throw ZipProblems.unreadable(
              "%d entries came, and its central directory lists %d".formatted(entries, listed));
        }
        if (isFolder(next)) {
          continue;
        }
        EntryPath path = names.path(next.name());
        if (path == null || modes.put(path, next.mode()) != null) {
          throw otherwise(next);
        }
      }
      pieces.add(
          () -> {
            Change change = run.next();
            return change == null ? null : told(change, modes);
          });
    }
  }

  /** Checks the next entry of the central directory; a folder is put then. */
  private boolean isFolder(Listed next) {
    if (listed == entries || fingerprints[listed] != next.record().fingerprint()) {
      throw otherwise(next);
    }
    listed++;
    int kind = next.mode() & KIND;
    boolean named = ZipNames.isFolder(next.name());
    boolean fits = named ? kind == FOLDER || kind == 0 : kind != FOLDER;
    if (!fits || (kind != 0 && kind != FOLDER && kind != REGULAR && kind != LINK)) {
      throw ZipProblems.refused(
          text(next), "it is no file, folder or link; a version cannot hold it");
    }
    if (!named) {
      return false;
    }
    EntryPath path = names.path(next.name());
    if (path != null) {
      if (folders.holds(path)) {
        throw ZipProblems.refused(path.toString(), "the folder comes twice; send each path once");
      }
      folders.add(new Entry.Folder(path, permissions(next.mode(), FOLDER_MODE)));
    }
    return true;
  }

  private Change told(Change change, Map<EntryPath, Integer> modes) throws IOException {
    if (!(change instanceof Change.Put put) || !(put.entry() instanceof Entry.File file)) {
      return change;
    }
    Integer mode = modes.get(file.path());
    if (mode == null) {
      throw ZipProblems.unreadable(
          "its central directory names " + file.path() + " otherwise, or in another order");
    }
    if ((mode & KIND) == LINK) {
      links++;
      linkBytes += file.size();
      return new Change.Put(new Entry.Symlink(file.path(), target(file)));
    }
    int permissions = permissions(mode, FILE_MODE);
    return new Change.Put(
        new Entry.File(
            file.path(),
            file.size(),
            (permissions & 0100) != 0,
            file.digest(),
            file.extents(),
            file.mtimeNanos(),
            permissions));
  }

  private static int permissions(int mode, int unknown) {
    return mode == 0 ? unknown : mode & PERMISSIONS;
  }

  private String target(Entry.File file) throws IOException {
    if (file.size() == 0 || file.size() > Entry.MAX_TARGET_BYTES) {
      throw new InvalidPathException(
          "%s is a symlink, and its target has %d bytes, not 1 to %d"
              .formatted(file.path(), file.size(), Entry.MAX_TARGET_BYTES));
    }
    byte[] target = new byte[(int) file.size()];
    ByteBuffer into = ByteBuffer.wrap(target);
    for (var extent : file.extents()) {
      stored.read(extent, into::put);
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(target)).toString();
      if (text.indexOf('\0') < 0) {
        return text;
      }
    } catch (CharacterCodingException e) {
      throw new InvalidPathException("the target of " + file.path() + " is not valid UTF-8");
    }
    throw new InvalidPathException("the target of " + file.path() + " has a NUL");
  }

  private static RuntimeException otherwise(@Nullable Listed next) {
    return ZipProblems.unreadable(
        "its central directory lists "
            + (next == null ? "less" : text(next))
            + ", which did not come so, or not in this order");
  }

  private static String text(Listed next) {
    return new String(next.name(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    written.forEach(piece -> runs.discard(piece.run()));
  }
}
