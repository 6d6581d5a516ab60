package io.lamella.metadata.version;

import io.lamella.contracts.event.EventType;
import io.lamella.kit.outbox.OutboxEvent;
import io.lamella.metadata.console.Console;
import io.lamella.metadata.console.Said;
import io.lamella.metadata.event.Events;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Puts versions into the trash: hidden from names, latest and search, no parents, read-only, and
 * otherwise as they were, their numbers taken. A draft is given up first, as abort does, so that
 * nobody writes into the trash and a seal under way ends; its content stays with upload-service as
 * that of any draft that was given up, and resume opens it again once it is restored.
 *
 * <p>A version is never in the trash for less time than one that builds on it.
 */
@ApplicationScoped
public class Trash {
  private static final String SUPERSEDE =
      "UPDATE operation SET status = 'superseded', ended = now() WHERE status = 'running' AND"
          + " version = "
          + IdList.THESE;
  private static final String PUT =
      """
      UPDATE version SET
        epoch = CASE WHEN state = 'UPLOADING' THEN epoch + 1 ELSE epoch END,
        updated = CASE WHEN state = 'UPLOADING' THEN now() ELSE updated END,
        state = CASE WHEN state = 'UPLOADING' THEN 'ABORTED' ELSE state END,
        sealing = false,
        trashed = now(),
        trashed_by = :by,
        purge = greatest(
          now() + make_interval(secs => CAST(:term AS double precision)),
          (SELECT max(c.purge) FROM version_parent e JOIN version c ON c.id = e.version
           WHERE e.parent = THESE)),
        row_version = row_version + 1
      WHERE id = THESE
      """
          .replace("THESE", IdList.THESE);

  private final Catalog catalog;
  private final Events events;
  private final Console console;
  private final Duration term;

  @Inject
  Trash(Catalog catalog, Events events, Console console, TrashConfig config) {
    this.catalog = catalog;
    this.events = events;
    this.console = console;
    this.term = config.term();
  }

  /**
   * Puts versions that are locked away, within the session's transaction, and forgets what it read
   * before.
   *
   * @param ids versions that are not in the trash, with all that builds on them and is not there
   * @param open those of them that are drafts
   */
  Uni<Void> put(Mutiny.Session session, List<UUID> ids, Set<UUID> open, String by) {
    Instant now = Transitions.now();
    return session
        .clear()
        .createNativeQuery(SUPERSEDE)
        .setParameter("ids", IdList.of(open))
        .executeUpdate()
        .chain(
            () ->
                session
                    .createNativeQuery(PUT)
                    .setParameter("ids", IdList.of(ids))
                    .setParameter("by", by)
                    .setParameter("term", (double) term.toSeconds())
                    .executeUpdate())
        .chain(
            () ->
                console.append(session, open, Said.byService(now, by, VersionLines.TRASHED), null))
        .chain(
            () ->
                Removal.chunks(ids)
                    .onItem()
                    .transformToUniAndConcatenate(chunk -> tell(session, chunk, open, by, now))
                    .collect()
                    .last())
        .replaceWithVoid();
  }

  private Uni<Void> tell(
      Mutiny.Session session, List<UUID> ids, Set<UUID> open, String by, Instant now) {
    return catalog
        .loadAll(session, ids)
        .map(found -> found.stream().flatMap(v -> told(v, open.contains(v.id), by, now)).toList())
        .chain(told -> events.append(session, told))
        .invoke(session::clear);
  }

  private static Stream<OutboxEvent> told(Version version, boolean aborted, String by, Instant at) {
    OutboxEvent trashed = VersionEvents.happened(EventType.VERSION_TRASHED, version, by, at);
    return aborted
        ? Stream.of(VersionEvents.happened(EventType.VERSION_ABORTED, version, by, at), trashed)
        : Stream.of(trashed);
  }

  /** When the term of a version is over; null when it is not in the trash. */
  Uni<@Nullable Instant> until(Mutiny.Session session, UUID id) {
    return session
        .createQuery("select v.purge from Version v where v.id = :id", Instant.class)
        .setParameter("id", id)
        .getSingleResultOrNull();
  }
}
