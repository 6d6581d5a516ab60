package io.lamella.cache.pack;

import io.lamella.cache.CacheConfig;
import io.lamella.cache.contentcache.CachedPack;
import io.lamella.cache.contentcache.ContentCache;
import io.lamella.cache.contentcache.StoredPack;
import io.lamella.content.pack.PackRef;
import io.lamella.content.store.MovingStore;
import io.lamella.content.store.ObjectStore;
import io.lamella.content.store.ObjectStores;
import io.lamella.content.store.RetryingStore;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.kit.storage.Storages;
import io.lamella.kit.storage.StoreMeter;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Finds packs: in the stores of their domains, some of them behind the content cache. */
@ApplicationScoped
public class Packs {
  private final ObjectStores stores;
  private final StoreMeter meter;
  private final ContentCache cache;
  private final boolean cacheFileStores;

  @Inject
  Packs(ContentCache cache, CacheConfig config, Storages storages, StoreMeter meter) {
    this.stores = new ObjectStores(storages::variables);
    this.meter = meter;
    this.cache = cache;
    this.cacheFileStores = config.fileStores();
  }

  /** Packs of these domains, and of no others. */
  public ReadPacks source(List<Ticket.Domain> domains) {
    return new ReadPacks(this, domains);
  }

  /**
   * Where a pack lies; whether it is there, reading it will tell.
   *
   * @throws LamellaException {@code forbidden} when its domain is none of {@code domains}
   */
  public StoredPack find(PackRef pack, List<Ticket.Domain> domains) throws IOException {
    Ticket.Domain domain = domainOf(pack, domains);
    String former = domain.former();
    ObjectStore store = open(domain.store());
    StoredPack stored =
        new PackInStore(pack, former == null ? store : new MovingStore(store, open(former)));
    return isCached(domain) ? new CachedPack(pack, stored, cache) : stored;
  }

  private ObjectStore open(String uri) throws IOException {
    return new RetryingStore(meter.timed(connect(URI.create(uri))));
  }

  /** The store itself; one for all callers. */
  ObjectStore connect(URI uri) throws IOException {
    return stores.open(uri);
  }

  /** True when packs of one of these domains go through the content cache. */
  public boolean isAnyCached(List<Ticket.Domain> domains) {
    return domains.stream().anyMatch(this::isCached);
  }

  private boolean isCached(Ticket.Domain domain) {
    return cacheFileStores || !"file".equals(URI.create(domain.store()).getScheme());
  }

  /**
   * A pack's domain, as a ticket has it.
   *
   * @throws LamellaException {@code forbidden} when its domain is none of {@code domains}
   */
  public static Ticket.Domain domainOf(PackRef pack, List<Ticket.Domain> domains) {
    return domains.stream()
        .filter(domain -> domain.id().equals(pack.domain()))
        .findFirst()
        .orElseThrow(
            () ->
                new LamellaException(
                    ErrorCode.FORBIDDEN, "The version has no bytes in domain " + pack.domain()));
  }

  @PreDestroy
  void close() {
    stores.close();
  }
}
