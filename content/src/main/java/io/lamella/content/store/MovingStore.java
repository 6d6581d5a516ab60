package io.lamella.content.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store to which objects of another one are being brought: what is not there yet is read where it
 * was. Writes go to the new one; listing shows that one alone.
 */
public final class MovingStore implements ObjectStore {
  private final ObjectStore store;
  private final ObjectStore former;

  public MovingStore(ObjectStore store, ObjectStore former) {
    this.store = store;
    this.former = former;
  }

  @Override
  public Upload upload(String key, PutMode mode) throws IOException {
    return store.upload(key, mode);
  }

  @Override
  public InputStream read(String key, long offset, long length) throws IOException {
    try {
      return store.read(key, offset, length);
    } catch (NoSuchObjectException e) {
      return readFormer(key, offset, length);
    }
  }

  /** What is not there either may have come to the new one meanwhile. */
  private InputStream readFormer(String key, long offset, long length) throws IOException {
    try {
      return former.read(key, offset, length);
    } catch (NoSuchObjectException e) {
      return store.read(key, offset, length);
    }
  }

  @Override
  public Optional<ObjectInfo> stat(String key) throws IOException {
    Optional<ObjectInfo> found = store.stat(key);
    if (found.isEmpty()) {
      found = former.stat(key);
    }
    return found.isEmpty() ? store.stat(key) : found;
  }

  @Override
  public boolean delete(String key) throws IOException {
    return store.delete(key);
  }

  @Override
  public List<ObjectInfo> list(String prefix, @Nullable String after, int limit)
      throws IOException {
    return store.list(prefix, after, limit);
  }

  /** None: it is not known where the object lies. */
  @Override
  public Optional<URI> presignRead(String key, Duration life) {
    return Optional.empty();
  }

  /** The file where it lies now; one that is to be moved can go while it is sent. */
  @Override
  public Optional<Path> localFile(String key) {
    return store.localFile(key).filter(Files::exists);
  }

  @Override
  public void close() {
    store.close();
    former.close();
  }
}
