package io.lamella.upload.pack;

import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.PackSource;
import io.lamella.content.pack.StorePacks;
import io.lamella.content.store.ObjectStore;
import io.lamella.content.store.ObjectStores;
import io.lamella.content.store.RetryingStore;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.kit.storage.Storages;
import io.lamella.kit.storage.StoreMeter;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  /** Packs of several domains, each in its store. */
  public PackSource packsOf(List<Ticket.Domain> domains) {
    Map<String, String> byId = new HashMap<>();
    domains.forEach(domain -> byId.putIfAbsent(domain.id(), domain.store()));
    return (pack, offset, length) -> open(pack, byId, offset, length);
  }

  private InputStream open(PackRef pack, Map<String, String> stores, long offset, long length)
      throws IOException {
    String store = stores.get(pack.domain());
    if (store == null) {
      throw new IOException("no store is known of domain " + pack.domain());
    }
    return new StorePacks(open(store)).open(pack, offset, length);
  }

  @PreDestroy
  void close() {
    stores.close();
  }
}
