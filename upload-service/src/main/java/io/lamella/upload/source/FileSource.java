package io.lamella.upload.source;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Files of the machines that the workers run on. A symlink to a file is followed where its target
 * may be read, too; one to a folder is not.
 */
@Singleton
final class FileSource {
  private static final int PART = 50_000;

  private final SourceRules rules;
  private final int part;

  @Inject
  FileSource(SourceRules rules) {
    this(rules, PART);
  }

  /**
   * @param part names of a folder that are held at once
   */
  FileSource(SourceRules rules, int part) {
    this.rules = rules;
    this.part = part;
  }

  /**
   * What lies in a folder below a prefix: the first of the names behind one, so that a folder of
   * any size is held in parts. Each part reads the folder's names once.
   */
  Tree.Children children(SourceAddress prefix, String below, @Nullable String behind)
      throws IOException {
    Path folder = Path.of(prefix.base()).resolve(below);
    PriorityQueue<String> first = new PriorityQueue<>(Tree.ORDER.reversed());
    boolean more = false;
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
      for (Path path : paths) {
        String name = path.getFileName().toString();
        if (behind == null || Tree.ORDER.compare(name, behind) > 0) {
          first.add(name);
          if (first.size() > part) {
            first.remove();
            more = true;
          }
        }
      }
      List<Tree.Child> children = new ArrayList<>();
      for (String name : first) {
        child(folder.resolve(name), below + name).ifPresent(children::add);
      }
      return new Tree.Children(children, more ? first.peek() : null);
    } catch (DirectoryIteratorException e) {
      throw SourceException.passing(folder.toUri() + ": it cannot be read now");
    } catch (FileSystemException e) {
      throw failure(e, folder.toUri().toString());
    }
  }

  /** A file or folder; nothing of what is neither, or is gone. */
  private static Optional<Tree.Child> child(Path path, String below) throws IOException {
    String name = path.getFileName().toString();
    try {
      BasicFileAttributes seen =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (seen.isDirectory()) {
        return Optional.of(new Tree.Child(name + "/", null));
      }
      if (seen.isSymbolicLink() && Files.isRegularFile(path)) {
        seen = Files.readAttributes(path, BasicFileAttributes.class);
      }
      return seen.isRegularFile()
          ? Optional.of(new Tree.Child(name, found(path, below, seen)))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Found found(Path path, String below, BasicFileAttributes seen) {
    return new Found(
        below,
        path.toAbsolutePath().toUri().toString(),
        seen.size(),
        null,
        seen.lastModifiedTime().toInstant());
  }

  Opened open(SourceAddress address) throws IOException {
    return open(address, null);
  }

  /** Opens a range; null: the whole. */
  Opened open(SourceAddress address, @Nullable Slice slice) throws IOException {
    try {
      Path path = Path.of(address.path());
      rules.require(path.toRealPath(), address.text());
      if (!Files.isRegularFile(path)) {
        throw SourceException.unreadable(
            address.text() + ": no file; of a folder, write the / at its end");
      }
      long size = Files.size(path);
      Instant modified = Files.getLastModifiedTime(path).toInstant();
      if (slice != null) {
        slice.require(address.text(), size, null, modified);
      }
      InputStream bytes = Files.newInputStream(path);
      return new Opened(
          slice == null ? bytes : new SliceStream(bytes, slice, address.text()),
          size,
          null,
          modified,
          Files.isExecutable(path) ? 0755 : 0644,
          true);
    } catch (FileSystemException e) {
      throw failure(e, address.text());
    }
  }

  private static SourceException failure(FileSystemException e, String uri) {
    if (e instanceof NoSuchFileException || e instanceof NotDirectoryException) {
      return SourceException.missing(uri + ": there is no such file or folder");
    }
    if (e instanceof AccessDeniedException) {
      return SourceException.unreadable(uri + ": the server may not read it");
    }
    return SourceException.passing(uri + ": " + e.getReason());
  }
}
