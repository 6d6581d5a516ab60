package io.lamella.metadata.version;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.rest.RestoreResult;
import io.lamella.metadata.event.Events;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Brings versions back from the trash as they were, and their dataset where it is there too. What a
 * version builds on is in use when it is: it has to be restored before, or comes along.
 */
@ApplicationScoped
public class Restoration {
  private static final String SAME_DELETION =
      """
      WITH RECURSIVE down(id) AS (
        SELECT CAST(:id AS uuid)
        UNION
        SELECT e.version FROM version_parent e JOIN down ON e.parent = down.id
        JOIN version v ON v.id = e.version
        WHERE v.trashed = (SELECT trashed FROM version WHERE id = :id))
      SELECT id FROM down
      """;
  private static final String OF_DATASET =
      "SELECT v.id FROM version v JOIN dataset d ON d.id = v.dataset AND d.trashed = v.trashed"
          + " WHERE d.id = :id";
  private static final String WITH_WHAT_THEY_NEED =
      """
      WITH RECURSIVE up(id) AS (
        SELECT id FROM unnest(IDS) AS asked(id)
        UNION
        SELECT e.parent FROM version_parent e JOIN up ON e.version = up.id)
      SELECT v.id FROM version v WHERE v.id IN (SELECT id FROM up) AND v.trashed IS NOT NULL
      ORDER BY v.created, v.id
      """
          .replace("IDS", IdList.IDS);
  private static final String LOCK_DATASETS =
      "SELECT d.id FROM dataset d WHERE d.id IN (SELECT v.dataset FROM version v WHERE v.id = "
          + IdList.THESE
          + ") ORDER BY d.id FOR UPDATE";

  /** What they build on as well: whoever would put that away now waits, and sees them in use. */
  private static final String LOCK =
      "SELECT v.id FROM version v WHERE (v.trashed IS NOT NULL AND v.id = "
          + IdList.THESE
          + ") OR v.id IN (SELECT e.parent FROM version_parent e WHERE e.version = "
          + IdList.THESE
          + ") ORDER BY v.created, v.id FOR NO KEY UPDATE";

  private static final String BRING_BACK =
      "UPDATE version SET trashed = NULL, trashed_by = NULL, purge = NULL,"
          + " row_version = row_version + 1 WHERE id = "
          + IdList.THESE;
  private static final String BRING_BACK_DATASETS =
      "UPDATE dataset SET trashed = NULL, row_version = row_version + 1 WHERE trashed IS NOT NULL"
          + " AND id IN (SELECT v.dataset FROM version v WHERE v.id = "
          + IdList.THESE
          + ")";

  private final Catalog catalog;
  private final Events events;
  private final Transitions transitions;

  @Inject
  Restoration(Catalog catalog, Events events, Transitions transitions) {
    this.catalog = catalog;
    this.events = events;
    this.transitions = transitions;
  }

  /**
   * Restores a version; one that is in use already stays as it is.
   *
   * @param cascade with all that it builds on and that is in the trash, and with what builds on it
   *     and went into the trash by the same deletion
   * @throws LamellaException {@code wrong-state} naming what has to be restored before it
   */
  public Uni<RestoreResult> version(UUID id, boolean cascade, String by) {
    return run(
        session ->
            catalog
                .load(session, id)
                .chain(
                    version ->
                        version.trashed == null || !cascade
                            ? Uni.createFrom().item(List.of(id))
                            : ids(session, SAME_DELETION, id))
                .chain(asked -> restore(session, asked, cascade, by)));
  }

  /**
   * Restores the versions that went into the trash with their dataset, within the session's
   * transaction.
   *
   * @param cascade with all that they build on elsewhere and that is in the trash
   * @throws LamellaException {@code wrong-state} naming what has to be restored before it
   */
  public Uni<RestoreResult> dataset(Mutiny.Session session, UUID id, boolean cascade, String by) {
    return ids(session, OF_DATASET, id).chain(asked -> restore(session, asked, cascade, by));
  }

  private static Uni<List<UUID>> ids(Mutiny.Session session, String query, UUID id) {
    return session.createNativeQuery(query, UUID.class).setParameter("id", id).getResultList();
  }

  /** Restores in a transaction, again if someone else was faster. */
  public Uni<RestoreResult> run(Function<Mutiny.Session, Uni<RestoreResult>> work) {
    return Transitions.racing(
            () -> Panache.withTransaction(() -> Panache.getSession().chain(work::apply)))
        .invoke(result -> result.restored().forEach(transitions::committed));
  }

  private Uni<RestoreResult> restore(
      Mutiny.Session session, List<UUID> asked, boolean cascade, String by) {
    return needed(session, asked)
        .chain(
            all -> {
              if (all.isEmpty()) {
                return Uni.createFrom().item(new RestoreResult(List.of()));
              }
              Set<UUID> others = new HashSet<>(all);
              asked.forEach(others::remove);
              return others.isEmpty() || cascade
                  ? lock(session, asked, all).chain(() -> bringBack(session, all, by))
                  : refuse(session, all.stream().filter(others::contains).toList());
            });
  }

  private static Uni<List<UUID>> needed(Mutiny.Session session, List<UUID> asked) {
    return session
        .createNativeQuery(WITH_WHAT_THEY_NEED, UUID.class)
        .setParameter("ids", IdList.of(asked))
        .getResultList();
  }

  /** Datasets before their versions, as everybody locks them; looks again once it has them. */
  private static Uni<Void> lock(Mutiny.Session session, List<UUID> asked, List<UUID> all) {
    return session
        .createNativeQuery(LOCK_DATASETS, UUID.class)
        .setParameter("ids", IdList.of(all))
        .getResultList()
        .chain(
            () ->
                session
                    .createNativeQuery(LOCK, UUID.class)
                    .setParameter("ids", IdList.of(all))
                    .getResultList())
        .chain(locked -> needed(session, asked))
        .invoke(
            now -> {
              if (!now.equals(all)) {
                throw new OptimisticLockException("others change what is in the trash");
              }
            })
        .replaceWithVoid();
  }

  private Uni<RestoreResult> bringBack(Mutiny.Session session, List<UUID> ids, String by) {
    Instant now = Transitions.now();
    return session
        .clear()
        .createNativeQuery(BRING_BACK)
        .setParameter("ids", IdList.of(ids))
        .executeUpdate()
        .chain(
            () ->
                session
                    .createNativeQuery(BRING_BACK_DATASETS)
                    .setParameter("ids", IdList.of(ids))
                    .executeUpdate())
        .chain(
            () ->
                Removal.chunks(ids)
                    .onItem()
                    .transformToUniAndConcatenate(chunk -> tell(session, chunk, by, now))
                    .collect()
                    .last())
        .replaceWith(new RestoreResult(ids));
  }

  private Uni<Void> tell(Mutiny.Session session, List<UUID> ids, String by, Instant at) {
    return catalog
        .loadAll(session, ids)
        .map(
            found ->
                found.stream()
                    .map(v -> VersionEvents.happened(EventType.VERSION_RESTORED, v, by, at))
                    .toList())
        .chain(told -> events.append(session, told))
        .invoke(session::clear);
  }

  private Uni<RestoreResult> refuse(Mutiny.Session session, List<UUID> first) {
    return catalog
        .loadAll(session, first)
        .map(
            found -> {
              throw new LamellaException(
                  ErrorCode.WRONG_STATE,
                  "it builds on what is in the trash: "
                      + Deletion.names(found, found.size())
                      + "; restore that first, or with cascade");
            });
  }
}
