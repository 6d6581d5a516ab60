package io.lamella.cache.packrange;

import io.lamella.cache.finalized.DatasetGlobs;
import io.lamella.cache.pack.Packs;
import io.lamella.content.pack.PackRef;
import io.lamella.content.store.ObjectStores;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.kit.storage.Storages;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Packs that clients read from their buckets, by addresses that are signed for a while: where the
 * storage is set so, the dataset is not left out, the packs are not just being moved, and the
 * bucket can give such addresses.
 */
@ApplicationScoped
class DirectReads {
  private final Storages storages;
  private final ObjectStores stores;
  private final DatasetGlobs excluded;
  private final Duration life;
  private final Counter given;

  @Inject
  DirectReads(Storages storages, DirectReadConfig config, MeterRegistry meters) {
    this.storages = storages;
    this.stores = new ObjectStores(storages::variablesOfClients);
    this.excluded = new DatasetGlobs(config.exclude().orElse(List.of()));
    this.life = config.life();
    this.given =
        Counter.builder("lamella.direct.reads")
            .description("Reads of packs that were sent on to their buckets")
            .register(meters);
  }

  /** How long an address is good. */
  Duration life() {
    return life;
  }

  /**
   * An address of the whole pack, of which any range can be asked for; whether the pack is there,
   * asking will tell.
   *
   * @throws io.lamella.contracts.error.LamellaException {@code forbidden} when the ticket does not
   *     name its domain
   */
  Optional<URI> address(PackRef pack, Ticket ticket) throws IOException {
    Ticket.Domain domain = Packs.domainOf(pack, ticket.domains());
    URI store = URI.create(domain.store());
    if (domain.former() != null
        || !storages.isReadDirectly(store)
        || excluded.match(ticket.named())) {
      return Optional.empty();
    }
    Optional<URI> address = stores.open(store).presignRead(pack.key(), life);
    address.ifPresent(found -> given.increment());
    return address;
  }

  @PreDestroy
  void close() {
    stores.close();
  }
}
