package io.lamella.upload.pack;

import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.PackSource;
import io.lamella.content.pack.StorePacks;
import io.lamella.content.store.NoSuchObjectException;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.upload.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Packs to read from, each in the store of its domain. One that is not there may be on its way from
 * one store to another: then it lies where its row says.
 */
@ApplicationScoped
public class StoredPacks {
  private final Stores stores;
  private final Packs packs;
  private final Database database;

  @Inject
  StoredPacks(Stores stores, Packs packs, Database database) {
    this.stores = stores;
    this.packs = packs;
    this.database = database;
  }

  /** Packs of several domains. */
  public PackSource of(List<Ticket.Domain> domains) {
    Map<String, String> byId = new HashMap<>();
    domains.forEach(domain -> byId.putIfAbsent(domain.id(), domain.store()));
    return (pack, offset, length) -> open(pack, byId, offset, length);
  }

  private InputStream open(PackRef pack, Map<String, String> byId, long offset, long length)
      throws IOException {
    String store = byId.get(pack.domain());
    if (store == null) {
      throw new IOException("no store is known of domain " + pack.domain());
    }
    try {
      return read(store, pack, offset, length);
    } catch (NoSuchObjectException e) {
      Optional<String> now = database.inTransaction(tx -> packs.storeOf(tx, pack));
      return read(now.orElseThrow(() -> e), pack, offset, length);
    }
  }

  private InputStream read(String store, PackRef pack, long offset, long length)
      throws IOException {
    return new StorePacks(stores.open(store)).open(pack, offset, length);
  }
}
