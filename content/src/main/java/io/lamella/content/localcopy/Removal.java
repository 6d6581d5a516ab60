package io.lamella.content.localcopy;

import io.lamella.content.CorruptedException;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes what was a copy. Copies that share files with it keep them, and their records are brought
 * up to date; bytes that stay on disk for their sake count as theirs from then on.
 */
final class Removal {
  private final Layout layout;
  private long freed;
  private @Nullable String heir;

  Removal(Layout layout) {
    this.layout = layout;
  }

  /**
   * Removes {@code copy}, which is at its place no more.
   *
   * @param info what it was
   */
  void remove(Path copy, Info info) throws IOException {
    try (Family family = new Family(layout, info.family(), null, copy)) {
      List<String> members = new ArrayList<>();
      family.members().forEach(members::add);
      if (!members.isEmpty()) {
        unlinkShared(copy, members, family);
        family.restamp();
        long left = info.own() - freed;
        Info heirs = heir == null ? null : Info.read(layout.info(heir));
        if (heirs != null && heir != null && left > 0) {
          heirs.withoutOwn(-left).write(layout.info(heir));
        }
      }
    }
    Trees.delete(copy);
  }

  private void unlinkShared(Path copy, List<String> members, Family family) throws IOException {
    try (RecordReader lines = new RecordReader(copy.resolve("record"))) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        if (line.entry() instanceof Entry.File file) {
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
