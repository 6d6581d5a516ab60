package io.lamella.metadata.version;

import io.lamella.contracts.rest.DeleteResult;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Empties the trash of what is past its term, in the database's time: versions and the telling of
 * it in one transaction, then datasets that were put there and have no versions left. Any number of
 * replicas may do so at once.
 */
@ApplicationScoped
public class Purge {
  /**
   * Apart from the versions' transaction: who makes or restores a version locks its dataset first.
   */
  private static final String EMPTY_DATASETS =
      "DELETE FROM dataset d WHERE d.trashed IS NOT NULL"
          + " AND NOT EXISTS (SELECT FROM version v WHERE v.dataset = d.id)";

  private final Deletion deletion;
  private final Removal removal;

  @Inject
  Purge(Deletion deletion, Removal removal) {
    this.deletion = deletion;
    this.removal = removal;
  }

  @Scheduled(
      every = "${lamella.trash.check}",
      delayed = "${lamella.trash.check}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> purge() {
    return deletion
        .run(session -> removal.due(session).chain(ids -> remove(session, ids)))
        .chain(
            () ->
                Panache.withTransaction(
                    () ->
                        Panache.getSession()
                            .chain(
                                session ->
                                    session.createNativeQuery(EMPTY_DATASETS).executeUpdate())))
        .replaceWithVoid();
  }

  private Uni<DeleteResult> remove(Mutiny.Session session, List<UUID> due) {
    DeleteResult gone = new DeleteResult(due, null, null);
    return due.isEmpty()
        ? Uni.createFrom().item(gone)
        : removal
            .remove(session, due, version -> Objects.requireNonNull(version.trashedBy))
            .replaceWith(gone);
  }
}
