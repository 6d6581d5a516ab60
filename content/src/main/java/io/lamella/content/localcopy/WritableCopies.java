package io.lamella.content.localcopy;

import io.lamella.content.localcopy.LocalCopies.Copied;
import io.lamella.content.localcopy.LocalCopies.Wanted;
import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Makes copies that belong to the caller, in the caller's folders. */
final class WritableCopies {
  private final Layout layout;
  private final Work work;

  WritableCopies(Layout layout, Work work) {
    this.layout = layout;
    this.work = work;
  }

  Copied copy(Wanted wanted, Path where, boolean overwrite) throws IOException {
    Path folder = real(where);
    Target target = Target.of(layout, folder);
    try (OsLock lock = OsLock.exclusive(target.lock())) {
      FileState state = FileState.of(folder);
      if (state == null) {
        return makeBeside(wanted, target);
      }
      if (!state.isFolder()) {
        throw new NotDirectoryException(folder.toString());
      }
      try (Stage stage = Stage.begin(folder)) {
        stage.clearDead(true);
        if (isEmpty(folder)) {
          return makeInside(wanted, target, stage);
        }
        if (!overwrite) {
          throw new FolderNotEmptyException(folder);
        }
        return overwrite(wanted, target, stage);
      }
    }
  }

  /** The folder itself, whatever symlinks lead to it. */
  private static Path real(Path where) throws IOException {
    Path path = where.toAbsolutePath().normalize();
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return path.toRealPath();
    }
    Path parent = path.getParent();
    if (parent == null) {
      return path;
    }
    Files.createDirectories(parent);
    return parent.toRealPath().resolve(path.getFileName());
  }

  private static boolean isEmpty(Path folder) throws IOException {
    for (String name : Trees.names(folder)) {
      if (!Spared.isSpared(folder, folder.resolve(name))) {
        return false;
      }
    }
    return true;
  }

  private Copied makeBeside(Wanted wanted, Target target) throws IOException {
    Path parent = target.folder().toAbsolutePath().getParent();
    if (parent == null) {
      throw new NotDirectoryException(target.folder().toString());
    }
    try (Stage stage = Stage.begin(parent)) {
      stage.clearDead(false);
      Making.Made made = new Making(layout, stage.path(), Use.WRITABLE, work).make(wanted);
      target.forget();
      Files.move(stage.tree(), target.folder(), StandardCopyOption.ATOMIC_MOVE);
      Files.copy(stage.record(), target.record(), StandardCopyOption.REPLACE_EXISTING);
      return done(wanted, target, made.wish(), made.filled(), made.bytesReused());
    }
  }

  private Copied makeInside(Wanted wanted, Target target, Stage stage) throws IOException {
    Making.Made made = new Making(layout, stage.path(), Use.WRITABLE, work).make(wanted);
    target.forget();
    stage.moveOut();
    restampTop(stage.record(), target);
    return done(wanted, target, made.wish(), made.filled(), made.bytesReused());
  }

  /** Moving a file changes its ctime; what lies in a folder that moved is as it was. */
  private static void restampTop(Path record, Target target) throws IOException {
    try (RecordReader lines = new RecordReader(record);
        RecordWriter out = new RecordWriter(target.record())) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        String path = line.path().toString();
        boolean moved = line.stamp() != null && path.indexOf('/') < 0;
        out.add(
            moved ? line.with(FileState.existing(target.folder().resolve(path)).stamp()) : line);
      }
      out.finish();
    }
  }

  private Copied overwrite(Wanted wanted, Target target, Stage stage) throws IOException {
    Path folder = target.folder();
    Wish wish = Wish.note(wanted, work, stage.path().resolve("wanted"));
    work.progress().begin(wish.files(), wish.bytes());
    Path plan = stage.path().resolve("plan");
    Comparing comparing = new Comparing(folder, work.workers(), false);
    comparing.compare(wish.lines(), target.record(), plan);
    Files.createDirectory(stage.tree());
    FolderMaker.makeForTodo(plan, stage.tree());
    LinkFetcher links = new LinkFetcher(stage.tree(), work, Use.WRITABLE);
    Fetcher fetcher = new Fetcher(work, Use.WRITABLE);
    Filling filling = new Filling(stage.tree(), fetcher, links);
    Found found = fill(plan, wanted, target, wish, stage, filling);
    target.forget();
    new Applying(folder, stage.tree(), Use.WRITABLE, stray -> deleteUnlessSpared(folder, stray))
        .apply(plan, stage.record());
    Files.copy(stage.record(), target.record(), StandardCopyOption.REPLACE_EXISTING);
    long reused = comparing.bytesKept() + found.reused() + fetcher.reused();
    return done(wanted, target, wish, found.filled(), reused);
  }

  /** What there is in the end, and how many bytes of it were on this machine. */
  private record Found(Filling.Filled filled, long reused) {}

  /** Finds what the plan lacks: in the folder itself, in another copy, in packs, elsewhere. */
  private Found fill(
      Path plan, Wanted wanted, Target target, Wish wish, Stage stage, Filling filling)
      throws IOException {
    Path next = stage.path().resolve("next");
    long reused = 0;
    try (Base own = target.base();
        Base other = new Bases(layout, wanted, wish).mostAlike()) {
      Base nearest = own == null ? other : own;
      for (Base base : new Base[] {own, other}) {
        if (base != null) {
          Reusing reusing = new Reusing(base, stage.tree(), Use.WRITABLE, work, null);
          reusing.reuse(plan, next);
          Files.move(next, plan, StandardCopyOption.ATOMIC_MOVE);
          reused += reusing.bytes();
        }
      }
      Filling.Filled filled = filling.fill(plan, nearest, next);
      Files.move(next, plan, StandardCopyOption.ATOMIC_MOVE);
      return new Found(filled, reused);
    }
  }

  /** At last, and always so that the owner may go in and write. */
  private static void giveFoldersTheirModes(Target target) throws IOException {
    try (RecordReader lines = new RecordReader(target.record())) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        if (line.entry() instanceof Entry.Folder folder && folder.mode() != 0) {
          Path path = target.folder().resolve(folder.path().toString());
          int mode = folder.mode() | 0700;
          if (FileState.existing(path).mode() != mode) {
            Files.setAttribute(path, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
          }
        }
      }
    }
  }

  private static void deleteUnlessSpared(Path folder, Path stray) throws IOException {
    if (!Spared.isSpared(folder, stray)) {
      Trees.delete(stray);
    }
  }

  private Copied done(Wanted wanted, Target target, Wish wish, Filling.Filled filled, long reused)
      throws IOException {
    giveFoldersTheirModes(target);
    target.remember(wish.info(wanted, "none", filled));
    List<String> notes = new ArrayList<>();
    if (wish.leftOut() > 0) {
      notes.add(wish.leftOut() + " external links of the version are no part of this local copy");
    }
    return new Copied(
        target.folder(),
        filled.files(),
        filled.bytes(),
        work.source().fetched(),
        reused,
        notes,
        filled.lacking());
  }
}
