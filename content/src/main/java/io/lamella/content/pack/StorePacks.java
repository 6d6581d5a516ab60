package io.lamella.content.pack;

import io.lamella.content.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** Packs that lie in one store. */
public final class StorePacks implements PackSource {
  private final ObjectStore store;

  public StorePacks(ObjectStore store) {
    this.store = store;
  }

  @Override
  public InputStream open(PackRef pack, long offset, long length) throws IOException {
    return store.read(pack.key(), offset, length);
  }

  @Override
  public OptionalLong length(PackRef pack) throws IOException {
    return store.stat(pack.key()).stream().mapToLong(ObjectStore.ObjectInfo::length).findFirst();
  }
}
