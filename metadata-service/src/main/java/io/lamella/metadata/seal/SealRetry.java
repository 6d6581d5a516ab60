package io.lamella.metadata.seal;

import io.lamella.metadata.event.Events;
import io.lamella.metadata.operation.Operation;
import io.lamella.metadata.version.Catalog;
import io.lamella.metadata.version.Transitions;
import io.lamella.metadata.version.VersionEvents;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/** Asks upload-service again for seals that stay away, so that even a lost topic heals. */
@ApplicationScoped
public class SealRetry {
  private static final Logger LOG = Logger.getLogger(SealRetry.class);
  private static final int BATCH = 100;

  private final Catalog catalog;
  private final Events events;
  private final Duration patience;

  @Inject
  SealRetry(Catalog catalog, Events events, SealConfig config) {
    this.catalog = catalog;
    this.events = events;
    this.patience = config.retry();
  }

  @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> askAgain() {
    return overdue()
        .chain(
            all ->
                Multi.createFrom()
                    .iterable(all)
                    .onItem()
                    .transformToUniAndConcatenate(this::askAgain)
                    .collect()
                    .last())
        .replaceWithVoid();
  }

  private Uni<List<Operation>> overdue() {
    return Panache.withSession(
        () ->
            Operation.<Operation>find(
                    "status = ?1 and asked < ?2 order by asked",
                    Operation.RUNNING,
                    Instant.now().minus(patience))
                .page(0, BATCH)
                .list());
  }

  /** Asks once, whichever replica is first. */
  private Uni<Void> askAgain(Operation operation) {
    return Panache.withTransaction(
            () ->
                Operation.update(
                        "asked = ?1 where version = ?2 and epoch = ?3 and asked = ?4"
                            + " and status = ?5",
                        Transitions.now(),
                        operation.version,
                        operation.epoch,
                        operation.asked,
                        Operation.RUNNING)
                    .chain(
                        mine ->
                            mine == 1
                                ? Panache.getSession().chain(session -> ask(session, operation))
                                : Uni.createFrom().voidItem()))
        .invoke(events::wake);
  }

  private Uni<Void> ask(Mutiny.Session session, Operation operation) {
    return catalog
        .load(session, operation.version)
        .chain(
            version -> {
              if (!version.sealing || version.epoch != operation.epoch) {
                return Uni.createFrom().voidItem();
              }
              LOG.infof("asking again to seal %s, epoch %d", version.id, version.epoch);
              return catalog
                  .beginning(session, version)
                  .chain(
                      beginning ->
                          events.append(session, VersionEvents.sealRequested(version, beginning)));
            });
  }
}
