package io.lamella.upload.pack;

import io.lamella.content.store.ObjectStore;
import io.lamella.content.store.ObjectStores;
import io.lamella.content.store.RetryingStore;
import io.lamella.kit.storage.Storages;
import io.lamella.kit.storage.StoreMeter;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;

/** The object stores that drafts and packs name by URI. */
@ApplicationScoped
public class Stores {
  private final ObjectStores stores;
  private final StoreMeter meter;

  @Inject
  public Stores(Storages storages, StoreMeter meter) {
    this.stores = new ObjectStores(storages::variables);
    this.meter = meter;
  }

  /** The store at {@code uri}; a call of it that fails is made again before its caller is told. */
  public ObjectStore open(String uri) throws IOException {
    return new RetryingStore(meter.timed(connect(URI.create(uri))));
  }

  /** The store itself; one for all callers. */
  ObjectStore connect(URI uri) throws IOException {
    return stores.open(uri);
  }

  @PreDestroy
  void close() {
    stores.close();
  }
}
