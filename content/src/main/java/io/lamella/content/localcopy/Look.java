package io.lamella.content.localcopy;

import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** Looks whether a finished copy is still as its record says. */
final class Look {
  private final Path tree;
  private final Workers workers;
  private final boolean everyByte;
  private final LocalCopies.Progress progress;
  private final AtomicBoolean different = new AtomicBoolean();

  Look(Path tree, Workers workers, boolean everyByte, LocalCopies.Progress progress) {
    this.tree = tree;
    this.workers = workers;
    this.everyByte = everyByte;
    this.progress = progress;
  }

  /** True when nothing differs; stops at the first difference. */
  boolean isFine(Path record) throws IOException {
    FolderWalk walk = new FolderWalk(tree, folder -> false, stray -> different.set(true));
    if (!walk.hasFolder()) {
      return false;
    }
    try (RecordReader lines = new RecordReader(record);
        Handover looks = new Handover(workers)) {
      Window size = new Window();
      for (Line line = lines.next(); line != null && !different.get(); line = lines.next()) {
        Line here = line;
        if (line.entry() instanceof Entry.Folder
            ? !walk.into(line.path())
            : !walk.to(line.path())) {
          return false;
        }
        looks.add(() -> look(here));
        if (size.endsWith(line)) {
          looks.await();
        }
      }
      looks.await();
    }
    if (!different.get()) {
      walk.end();
    }
    return !different.get();
  }

  private void look(Line line) throws IOException {
    if (!different.get() && !isFine(line)) {
      different.set(true);
    }
  }

  private boolean isFine(Line line) throws IOException {
    Path path = tree.resolve(line.path().toString());
    if (line.entry() instanceof Entry.Symlink symlink) {
      FileState state = FileState.of(path);
      return state != null
          && state.kind() == FileState.Kind.SYMLINK
          && Symlinks.leadsTo(path, symlink.target());
    }
    Entry.File file = line.file();
    if (file != null) {
      FileState state = FileState.of(path);
      if (state == null || !state.isFile() || !state.stamp().equals(line.stamp())) {
        return false;
      }
      if (everyByte) {
        boolean same = Hashing.of(path).equals(file.digest());
        progress.advance(1, file.size(), 0);
        return same;
      }
    }
    return true;
  }
}
