package io.lamella.content.localcopy;

import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Symlinks, whose targets are kept byte for byte and never looked at. */
final class Symlinks {
  private Symlinks() {}

  /** Makes the symlinks of a record in {@code tree}. The last step: nothing is written after it. */
  static void make(Path record, Path tree) throws IOException {
    try (RecordReader lines = new RecordReader(record)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        if (line.entry() instanceof Entry.Symlink symlink) {
          make(tree.resolve(line.path().toString()), symlink.target());
        }
      }
    }
  }

  static void make(Path path, String target) throws IOException {
    try {
      Path asJavaWritesIt = Path.of(target);
      if (asJavaWritesIt.toString().equals(target)) {
        Files.createSymbolicLink(path, asJavaWritesIt);
      } else {
        makeByCommand(path, target);
      }
    } catch (FileAlreadyExistsException e) {
      throw SameNameException.at(path);
    } catch (InvalidPathException e) {
      throw new IOException("the symlink " + path + " cannot lead to " + target, e);
    }
  }

  /** Java drops doubled and trailing slashes of a target; {@code ln} does not. */
  private static void makeByCommand(Path path, String target) throws IOException {
    if (FileState.of(path) != null) {
      throw new FileAlreadyExistsException(path.toString());
    }
    if (!Command.succeeds("ln", "-s", "--", target, path.toAbsolutePath().toString())) {
      throw new IOException("the symlink " + path + " to " + target + " cannot be made");
    }
  }

  static boolean leadsTo(Path path, String target) throws IOException {
    return Files.readSymbolicLink(path).toString().equals(target);
  }
}
