package io.lamella.upload.source;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files of the machines that the workers run on. A symlink to a file is followed where its target
 * may be read, too; one to a folder is not.
 */
@Singleton
final class FileSource {
  private final SourceRules rules;

  @Inject
  FileSource(SourceRules rules) {
    this.rules = rules;
  }

  /** What lies in a folder below a prefix. */
  List<Tree.Child> children(SourceAddress prefix, String below) throws IOException {
    Path folder = Path.of(prefix.base()).resolve(below);
    List<Tree.Child> children = new ArrayList<>();
    try (Stream<Path> found = Files.list(folder)) {
      for (Path path : (Iterable<Path>) found::iterator) {
        String name = path.getFileName().toString();
        if (Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
          children.add(new Tree.Child(name + "/", null));
        } else if (Files.isRegularFile(path)) {
          children.add(new Tree.Child(name, found(path, below + name)));
        }
      }
    } catch (FileSystemException e) {
      throw failure(e, folder.toUri().toString());
    }
    return children;
  }

  private static Found found(Path path, String below) throws IOException {
    BasicFileAttributes seen = Files.readAttributes(path, BasicFileAttributes.class);
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
