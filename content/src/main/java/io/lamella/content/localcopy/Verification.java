package io.lamella.content.localcopy;

import io.lamella.content.Digest;
import io.lamella.content.localcopy.LocalCopies.Problem;
import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares a folder with a version and changes nothing. */
final class Verification {
  private final Path folder;
  private final boolean sizeOnly;
  private final Work work;
  private final List<Problem> problems = Collections.synchronizedList(new ArrayList<>());

  Verification(Path folder, boolean sizeOnly, Work work) {
    this.folder = folder;
    this.sizeOnly = sizeOnly;
    this.work = work;
  }

  /** What is not as {@code wanted} says, in order of paths. */
  List<Problem> verify(Path wanted) throws IOException {
    FolderWalk walk = new FolderWalk(folder, missing -> false, this::extra);
    try (RecordReader lines = new RecordReader(wanted)) {
      List<Workers.Task> window = new ArrayList<>();
      Window size = new Window();
      for (Line line = lines.next(); line != null; line = lines.next()) {
        Entry.File file = line.file();
        Entry entry = file == null ? line.entry() : file;
        boolean reachable =
            entry instanceof Entry.Folder ? walk.into(entry.path()) : walk.to(entry.path());
        window.add(() -> check(entry, reachable));
        if (size.endsWith(line)) {
          work.workers().run(window);
          window.clear();
        }
      }
      work.workers().run(window);
      walk.end();
    }
    List<Problem> sorted = new ArrayList<>(problems);
    sorted.sort(Comparator.comparing(Problem::path));
    return sorted;
  }

  private void check(Entry entry, boolean reachable) throws IOException {
    Path path = folder.resolve(entry.path().toString());
    FileState state = entry instanceof Entry.Folder || reachable ? FileState.of(path) : null;
    if (entry instanceof Entry.Link link) {
      check(link, path, state);
      return;
    }
    String expected = describe(entry);
    if (state == null) {
      problems.add(new Problem(entry.path().toString(), "missing", expected, null));
    } else {
      String actual = describe(path, state, entry);
      if (!actual.equals(expected)) {
        problems.add(new Problem(entry.path().toString(), "changed", expected, actual));
      }
    }
    if (entry instanceof Entry.File file) {
      work.progress().advance(1, file.size(), 0);
    }
  }

  /** What is not known of a link is learned from its object, where sizes alone do not tell. */
  private void check(Entry.Link link, Path path, @Nullable FileState state) throws IOException {
    boolean mayBeRight =
        state != null && state.isFile() && (link.size() < 0 || link.size() == state.stamp().size());
    if (state == null || !mayBeRight) {
      problems.add(
          new Problem(
              link.path().toString(),
              state == null ? "missing" : "changed",
              "what is at " + link.uri() + (link.size() < 0 ? "" : ", " + link.size() + " bytes"),
              state == null ? null : describe(path, state, link)));
    } else if (!sizeOnly) {
      try {
        compare(link, path);
      } catch (LinkFailure e) {
        problems.add(e.problem());
      }
    }
    work.progress().advance(1, Math.max(0, link.size()), 0);
  }

  private void compare(Entry.Link link, Path path) throws IOException {
    Digest[] expected = new Digest[1];
    work.links()
        .read(
            link,
            bytes -> {
              try (InputStream in = work.source().metered(bytes)) {
                expected[0] = Hashing.of(in);
              }
            });
    Digest actual = Hashing.of(path);
    if (!actual.equals(expected[0])) {
      problems.add(new Problem(link.path().toString(), "changed", expected[0].hex(), actual.hex()));
    }
  }

  private String describe(Entry entry) {
    if (entry instanceof Entry.File file) {
      return file(file.size(), file.executable(), sizeOnly ? null : file.digest());
    }
    return entry instanceof Entry.Symlink symlink ? "symlink to " + symlink.target() : "folder";
  }

  private String describe(Path path, FileState state, Entry entry) throws IOException {
    return switch (state.kind()) {
      case FILE -> {
        boolean hash =
            !sizeOnly && entry instanceof Entry.File file && file.size() == state.stamp().size();
        boolean executable = (state.mode() & 0100) != 0;
        yield file(state.stamp().size(), executable, hash ? Hashing.of(path) : null);
      }
      case SYMLINK -> "symlink to " + Files.readSymbolicLink(path);
      case FOLDER -> "folder";
      case OTHER -> "neither file nor folder";
    };
  }

  private static String file(long size, boolean executable, @Nullable Digest digest) {
    return (executable ? "executable file of " : "file of ")
        + size
        + " bytes"
        + (digest == null ? "" : ", " + digest);
  }

  /** What lies in an extra folder is named, too. */
  private void extra(Path stray) throws IOException {
    if (Spared.isSpared(folder, stray)) {
      return;
    }
    Files.walkFileTree(
        stray,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
              throws IOException {
            if (Trees.isEmpty(path)) {
              add(path, "folder");
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            FileState state = FileState.of(path);
            if (state != null) {
              add(path, state.isFile() ? "file of " + state.stamp().size() + " bytes" : "no file");
            }
            return FileVisitResult.CONTINUE;
          }

          private void add(Path path, String actual) {
            problems.add(new Problem(folder.relativize(path).toString(), "extra", null, actual));
          }
        });
  }
}
