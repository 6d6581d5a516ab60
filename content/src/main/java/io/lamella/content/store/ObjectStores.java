package io.lamella.content.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Opens stores by their URI and keeps one of each. Safe for use by several threads. */
public final class ObjectStores implements AutoCloseable {
  private final Map<Path, ObjectStore> open = new HashMap<>();

  /**
   * The store at {@code uri}: {@code file:///a/folder}, which is made when it is missing and
   * something is written.
   *
   * @throws IllegalArgumentException for a scheme that is not supported, naming those that are
   */
  public synchronized ObjectStore open(URI uri) throws IOException {
    if (!"file".equals(uri.getScheme()) || uri.isOpaque()) {
      throw new IllegalArgumentException(
          "no stores of this kind: " + uri + "; supported: file:///a/folder");
    }
    Path root = Path.of(uri).normalize();
    ObjectStore store = open.get(root);
    if (store == null) {
      store = new FileObjectStore(root);
      open.put(root, store);
    }
    return store;
  }

  @Override
  public synchronized void close() {
    open.values().forEach(ObjectStore::close);
    open.clear();
  }
}
