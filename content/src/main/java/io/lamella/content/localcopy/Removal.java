package io.lamella.content.localcopy;

import io.lamella.content.CorruptedException;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes what was a copy. Copies that share files with it keep them, and their records are brought
 * up to date; bytes that stay on disk for their sake count as theirs from then on.
 */
final class Removal {
  /** Ends the names of what is being removed. */
  static final String GONE = ".gone";

  private final Layout layout;
  private final String id;
  private final Path gone;
  private final Path copy;
  private long freed;
  private @Nullable String heir;

  /** The caller holds the copy's make lock. */
  Removal(Layout layout, String id) {
    this.layout = layout;
    this.id = id;
    gone = layout.tmp().resolve(id + GONE);
    copy = gone.resolve("copy");
  }

  /**
   * Removes the copy, which nobody uses; false when that would lose sight of bytes on disk, as
   * others work on all the copies that may share files with it.
   */
  boolean remove() throws IOException {
    Files.createDirectories(gone);
    Files.move(layout.copy(id), copy, StandardCopyOption.ATOMIC_MOVE);
    if (finish()) {
      return true;
    }
    Files.move(copy, layout.copy(id), StandardCopyOption.ATOMIC_MOVE);
    Trees.delete(gone);
    return false;
  }

  /** Removes what was at its place and is no more; false as above. */
  boolean finish() throws IOException {
    freed = 0;
    heir = null;
    Info info = Info.read(copy.resolve("info"));
    if (info != null) {
      if (!tellTheOthers(info)) {
        return false;
      }
      Files.delete(copy.resolve("info"));
    }
    Trees.delete(gone);
    return true;
  }

  private boolean tellTheOthers(Info info) throws IOException {
    try (Family family = new Family(layout, info.family(), null, gone)) {
      List<String> members = family.members();
      if (!members.isEmpty()) {
        unlinkShared(members, family);
        family.restamp();
        passOn(info.own() - freed, heir == null ? members.get(0) : heir);
      }
      return !members.isEmpty() || family.isEmpty();
    }
  }

  /** Who keeps files need not be who they were counted with, so this can be less than nothing. */
  private void passOn(long bytes, String to) throws IOException {
    Info info = Info.read(layout.info(to));
    if (info != null && bytes != 0) {
      info.withoutOwn(-bytes).write(layout.info(to));
    }
  }

  private void unlinkShared(List<String> members, Family family) throws IOException {
    try (RecordReader lines = new RecordReader(copy.resolve("record"))) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        Entry.File file = line.file();
        if (file != null) {
          unlink(file, copy.resolve("tree").resolve(file.path().toString()), line, members, family);
        }
      }
    } catch (CorruptedException | NoSuchFileException e) {
      // The rest goes without being told of: it is hashed when it is looked over next.
      return;
    }
  }

  private void unlink(Entry.File file, Path path, Line line, List<String> members, Family family)
      throws IOException {
    FileState state = FileState.of(path);
    if (state == null) {
      return;
    }
    if (state.links() == 1) {
      freed += file.size();
      return;
    }
    String sharer = sharer(file.path(), state, members);
    if (sharer == null) {
      return;
    }
    heir = sharer;
    Files.delete(path);
    FileState after = FileState.of(layout.tree(sharer).resolve(file.path().toString()));
    if (after != null && state.stamp().equals(line.stamp())) {
      family.note(file, new Relink(state.stamp(), after.stamp()));
    }
  }

  /** A copy that has this very file at the same path. */
  private @Nullable String sharer(EntryPath path, FileState state, List<String> members)
      throws IOException {
    for (String id : members) {
      FileState other = FileState.of(layout.tree(id).resolve(path.toString()));
      if (other != null && other.stamp().equals(state.stamp())) {
        return id;
      }
    }
    return null;
  }
}
