package io.lamella.content.localcopy;

import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Puts a file that lies on this machine at another place, with as little writing as can be. */
final class Placer {
  /** Smaller files are not worth a process of their own. */
  private static final long MIN_CLONE = 1 << 20;

  private volatile boolean clones = true;

  /**
   * A second name for a file. False where the file system refuses (too many links, another file
   * system, not allowed).
   */
  boolean link(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
      return true;
    } catch (FileAlreadyExistsException e) {
      throw SameNameException.at(to);
    } catch (FileSystemException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** A file of its own that shares the bytes on disk, where the file system has that. */
  boolean clone(Path from, Path to, long size) throws IOException {
    if (!clones || size < MIN_CLONE) {
      return false;
    }
    try {
      Files.createFile(to);
    } catch (FileAlreadyExistsException e) {
      throw SameNameException.at(to);
    }
    if (Command.succeeds("cp", "--reflink=always", "--", from.toString(), to.toString())) {
      return true;
    }
    clones = false;
    Files.deleteIfExists(to);
    return false;
  }

  /** A copy that is hashed on the way; nothing is left and the answer is false when it is wrong. */
  boolean copy(Path from, Path to, Entry.File file) throws IOException {
    try (FileChannel in = Hashing.open(from);
        FileSink out = new FileSink(to, file.size())) {
      if (in.size() != file.size()) {
        return false;
      }
      ByteBuffer buffer = Hashing.buffer(file.size());
      while (in.read(buffer) >= 0) {
        out.accept(buffer.flip());
        buffer.clear();
      }
      return out.complete(file);
    }
  }

  /** The state of a file if it is one of this size, else null. */
  static @Nullable FileState fileOfSize(Path path, long size) throws IOException {
    FileState state = FileState.of(path);
    return state != null && state.isFile() && state.stamp().size() == size ? state : null;
  }
}
