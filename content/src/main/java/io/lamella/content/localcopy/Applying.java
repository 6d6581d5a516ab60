package io.lamella.content.localcopy;

import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Brings a folder to what a plan says: moves staged files in, one rename each, makes folders, takes
 * away what stands in the way or is no part of it, and makes symlinks at last. Never goes through a
 * symlink.
 */
final class Applying {
  private final Path folder;
  private final Path stagedTree;
  private final Use use;
  private final FolderWalk.Strays strays;

  Applying(Path folder, Path stagedTree, Use use, FolderWalk.Strays strays) {
    this.folder = folder;
    this.stagedTree = stagedTree;
    this.use = use;
    this.strays = strays;
  }

  /** Does so and writes what it left to {@code record}. */
  void apply(Path plan, Path record) throws IOException {
    FolderWalk walk = new FolderWalk(folder, Applying::makeFolder, strays);
    try (RecordReader lines = new RecordReader(plan);
        RecordWriter out = new RecordWriter(record)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        out.add(apply(line, walk));
      }
      walk.end();
      out.finish();
    }
    makeSymlinks(record);
  }

  private Line apply(Line line, FolderWalk walk) throws IOException {
    Entry entry = line.entry();
    if (entry instanceof Entry.Folder) {
      walk.into(line.path());
      return Line.todo(entry);
    }
    walk.to(line.path());
    Entry.File file = line.file();
    if (file != null) {
      return new Line(entry, put(file, line, walk), false);
    }
    return new Line(entry, null, entry instanceof Entry.Symlink symlink && keep(symlink, walk));
  }

  private Stamp put(Entry.File file, Line line, FolderWalk walk) throws IOException {
    Path path = folder.resolve(file.path().toString());
    FileState before = FileState.of(path);
    if (line.kept()) {
      if (before == null || !before.stamp().equals(line.stamp())) {
        throw new IOException(path + " was changed by somebody else meanwhile");
      }
    } else {
      if (before != null) {
        walk.checkIsOther(path, before);
      }
      if (before != null && before.isFolder()) {
        Trees.delete(path);
      }
      Files.move(stagedTree.resolve(file.path().toString()), path, StandardCopyOption.ATOMIC_MOVE);
    }
    FileState state = FileState.existing(path);
    if (!use.isApplied(state, file)) {
      use.apply(path, file, state);
      state = FileState.existing(path);
    }
    walk.found(path, state);
    return state.stamp();
  }

  /** True when a symlink is there and right; else what stands in its place goes. */
  private boolean keep(Entry.Symlink symlink, FolderWalk walk) throws IOException {
    Path path = folder.resolve(symlink.path().toString());
    FileState state = FileState.of(path);
    if (state == null) {
      return false;
    }
    walk.checkIsOther(path, state);
    if (state.kind() == FileState.Kind.SYMLINK && Symlinks.leadsTo(path, symlink.target())) {
      walk.found(path, state);
      return true;
    }
    Trees.delete(path);
    return false;
  }

  private void makeSymlinks(Path record) throws IOException {
    try (RecordReader lines = new RecordReader(record)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        if (line.entry() instanceof Entry.Symlink symlink && !line.kept()) {
          Symlinks.make(folder.resolve(line.path().toString()), symlink.target());
        }
      }
    }
  }

  /** Also takes away a file or symlink that stands where a folder must be. */
  private static boolean makeFolder(Path path) throws IOException {
    Trees.delete(path);
    Files.createDirectory(path);
    return true;
  }
}
