package io.lamella.metadata.version;

import io.lamella.metadata.event.Events;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Takes versions away for good, at once or at the end of their terms in the trash, within the
 * session's transaction. Only this is told as {@code version.deleted}: whoever keeps something for
 * a version, as upload-service keeps the content of a draft, throws it away then and not before,
 * since until then the version may be restored and needs it.
 */
@ApplicationScoped
public class Removal {
  private static final String DUE =
      "SELECT v.id FROM version v WHERE v.purge <= now() ORDER BY v.created, v.id FOR UPDATE";
  private static final String DELETE = "DELETE FROM version WHERE id = " + IdList.THESE;
  private static final String CHECK_LINES = "SET CONSTRAINTS version_parent_parent_fkey ";
  private static final int CHUNK = 500;

  private final Catalog catalog;
  private final Events events;

  @Inject
  Removal(Catalog catalog, Events events) {
    this.catalog = catalog;
    this.events = events;
  }

  /**
   * Locks what is past its term by the database's clock. What another replica takes away meanwhile,
   * or somebody restores, is not among it. All that builds on a version in the trash is there too,
   * and for no longer.
   */
  Uni<List<UUID>> due(Mutiny.Session session) {
    return session.createNativeQuery(DUE, UUID.class).getResultList();
  }

  /**
   * Removes versions that are locked, and forgets what the session read before it had the locks:
   * what is told is of the last turn.
   *
   * @param ids at least one
   * @param by who a version's removal is told of
   */
  Uni<Void> remove(Mutiny.Session session, List<UUID> ids, Function<Version, String> by) {
    Instant now = Transitions.now();
    return session
        .clear()
        .createNativeQuery(CHECK_LINES + "DEFERRED")
        .executeUpdate()
        .chain(
            () ->
                chunks(ids)
                    .onItem()
                    .transformToUniAndConcatenate(chunk -> removeSome(session, chunk, by, now))
                    .collect()
                    .last())
        .chain(() -> session.createNativeQuery(CHECK_LINES + "IMMEDIATE").executeUpdate())
        .replaceWithVoid();
  }

  /** Parts of a list that may be of any size, each fit to be read at once. */
  static Multi<List<UUID>> chunks(List<UUID> ids) {
    return Multi.createFrom().iterable(ids).group().intoLists().of(CHUNK);
  }

  /** Forgets what it read, so that a large dataset is never in memory as a whole. */
  private Uni<Integer> removeSome(
      Mutiny.Session session, List<UUID> ids, Function<Version, String> by, Instant now) {
    return catalog
        .loadAll(session, ids)
        .map(found -> found.stream().map(v -> VersionEvents.deleted(v, by.apply(v), now)).toList())
        .chain(told -> events.append(session, told))
        .invoke(session::clear)
        .chain(
            () ->
                session
                    .createNativeQuery(DELETE)
                    .setParameter("ids", IdList.of(ids))
                    .executeUpdate());
  }
}
