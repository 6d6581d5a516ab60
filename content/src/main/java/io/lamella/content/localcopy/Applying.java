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
        Stamp stamp = null;
        if (line.entry() instanceof Entry.Folder) {
          walk.into(line.path());
        } else {
          walk.to(line.path());
          if (line.entry() instanceof Entry.File file) {
            stamp = put(file, line, walk);
          }
        }
        out.add(new Line(line.entry(), stamp, false));
      }
      walk.end();
      out.finish();
    }
    replaceSymlinks(record);
  }

  private Stamp put(Entry.File file, Line line, FolderWalk walk) throws IOException {
    Path path = folder.resolve(file.path().toString());
    FileState before = FileState.of(path);
    if (line.kept()) {
      if (before == null || !before.stamp().equals(line.stamp())) {
        throw new IOException(path + " was changed by somebody else meanwhile");
      }
    } else {
      if (before != null && before.isFolder()) {
        Trees.delete(path);
      } else if (before != null) {
        walk.checkIsOther(path, before);
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

  private void replaceSymlinks(Path record) throws IOException {
    try (RecordReader lines = new RecordReader(record)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        if (line.entry() instanceof Entry.Symlink symlink) {
          Path path = folder.resolve(line.path().toString());
          FileState state = FileState.of(path);
          boolean right =
              state != null
                  && state.kind() == FileState.Kind.SYMLINK
                  && Symlinks.leadsTo(path, symlink.target());
          if (!right) {
            Trees.delete(path);
            Symlinks.make(path, symlink.target());
          }
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
