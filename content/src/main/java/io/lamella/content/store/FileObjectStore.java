package io.lamella.content.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Objects as files under a folder. Written under a temporary name, fsynced, renamed, the folder
 * fsynced.
 */
public final class FileObjectStore implements ObjectStore {
  public FileObjectStore(Path root) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public Upload upload(String key, PutMode mode) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public InputStream read(String key, long offset, long length) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<ObjectInfo> stat(String key) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean delete(String key) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<ObjectInfo> list(String prefix, @Nullable String after, int limit)
      throws IOException {
    throw new UnsupportedOperationException();
  }
}
