package io.lamella.content.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Objects as files under a folder, which several processes may share. Written under a temporary
 * name, fsynced, renamed, the folder fsynced: after a kill or a power cut an object is there whole
 * or not at all, and one that was acknowledged is there.
 *
 * <p>The file of a key is {@code root/key}; temporaries lie in {@code root/~temporary}, a name that
 * no key has. Temporaries that nobody wrote to for a day (their process died) are removed when an
 * object is written, once an hour at most; who only reads changes nothing. Unlike in a cloud store, a key cannot lie beneath another one
 * ({@code a} and {@code a/b}): such a put fails. Hard links must be supported by the file system.
 */
public final class FileObjectStore implements ObjectStore {
  private final Path root;
  private final Folders folders;
  private final Temporaries temporaries;

  /** Opens the store; a folder that is missing is made when the first object is written. */
  public FileObjectStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.folders = new Folders();
    this.temporaries = new Temporaries(folders, this.root.resolve("~temporary"));
  }

  @Override
  public Upload upload(String key, PutMode mode) throws IOException {
    return new FileUpload(folders, temporaries.create(), file(key), mode);
  }

  @Override
  public InputStream read(String key, long offset, long length) throws IOException {
    Path file = file(key);
    try {
      if (Files.isDirectory(file)) {
        throw new NoSuchObjectException(key);
      }
      return FileRange.open(file, offset, length);
    } catch (FileSystemException e) {
      if (isMissing(file, e)) {
        NoSuchObjectException missing = new NoSuchObjectException(key);
        missing.initCause(e);
        throw missing;
      }
      throw e;
    }
  }

  @Override
  public Optional<ObjectInfo> stat(String key) throws IOException {
    Path file = file(key);
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return found.isRegularFile()
          ? Optional.of(new ObjectInfo(key, found.size(), found.lastModifiedTime().toInstant()))
          : Optional.empty();
    } catch (FileSystemException e) {
      if (isMissing(file, e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether the failure means that no file is there; beneath a file there are none. */
  private boolean isMissing(Path file, FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return true;
    }
    return Stream.iterate(file.getParent(), above -> !above.equals(root), Path::getParent)
        .anyMatch(Files::isRegularFile);
  }

  @Override
  public boolean delete(String key) throws IOException {
    if (stat(key).isEmpty() || !Files.deleteIfExists(file(key))) {
      return false;
    }
    folders.sync(Folders.of(file(key)));
    return true;
  }

  @Override
  public List<ObjectInfo> list(String prefix, @Nullable String after, int limit)
      throws IOException {
    return new FileListing(root, prefix, after, limit).objects();
  }

  @Override
  public Optional<Path> localFile(String key) {
    return Optional.of(file(key)).filter(Files::isRegularFile);
  }

  private Path file(String key) {
    return root.resolve(ObjectKey.check(key));
  }
}
