package io.lamella.content.store;

import java.io.IOException;
import java.net.URI;

/** Opens stores by their URI and keeps one of each. Safe for use by several threads. */
public final class ObjectStores implements AutoCloseable {
  /**
   * The store at {@code uri}. @throws IllegalArgumentException for a scheme that is not supported,
   * naming those that are
   */
  public ObjectStore open(URI uri) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
