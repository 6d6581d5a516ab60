package io.lamella.metadata.version;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.DeleteResult;
import io.lamella.metadata.event.Events;
import io.lamella.metadata.limit.Limits;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;

/** Deletes versions, whole lines of them or none, and tells others. */
@ApplicationScoped
public class Deletion {
  private static final String THESE = "ANY(CAST(string_to_array(:ids, ',') AS uuid[]))";
  private static final String DESCENDANTS =
      "WITH RECURSIVE down(id) AS (SELECT e.version FROM version_parent e WHERE e.parent = "
          + THESE
          + " UNION SELECT e.version FROM version_parent e JOIN down ON e.parent = down.id)"
          + " SELECT id FROM down LIMIT :most";
  private static final String CHILDREN_ELSEWHERE =
      "SELECT DISTINCT c.id FROM version_parent e JOIN version v ON v.id = e.parent"
          + " JOIN version c ON c.id = e.version"
          + " WHERE v.dataset = :dataset AND c.dataset <> :dataset LIMIT :most";
  private static final String OLDEST_FIRST =
      "SELECT v.id, v.state FROM version v WHERE v.id = " + THESE + " ORDER BY v.created, v.id";
  private static final String DELETE = "DELETE FROM version WHERE id = " + THESE;
  private static final String CHECK_LINES = "SET CONSTRAINTS version_parent_parent_fkey ";
  private static final int CHUNK = 500;
  private static final int NAMED = 10;

  private final Catalog catalog;
  private final Events events;
  private final Transitions transitions;
  private final Limits limits;

  @Inject
  Deletion(Catalog catalog, Events events, Transitions transitions, Limits limits) {
    this.catalog = catalog;
    this.events = events;
    this.transitions = transitions;
    this.limits = limits;
  }

  /**
   * How to delete.
   *
   * @param force also what is published
   * @param cascade also what was built on it
   * @param dryRun only say what it would take
   */
  public record How(boolean force, boolean cascade, boolean dryRun) {}

  /**
   * Deletes a version.
   *
   * @throws LamellaException {@code has-children} or {@code wrong-state}, naming what is in the way
   */
  public Uni<DeleteResult> version(UUID id, How how, String by) {
    return run(
        session ->
            catalog
                .load(session, id)
                .chain(version -> delete(session, Set.of(version.id), how, by)));
  }

  /** Runs a deletion in a transaction; a child that is made meanwhile makes it try again. */
  public Uni<DeleteResult> run(Function<Mutiny.Session, Uni<DeleteResult>> work) {
    return Transitions.racing(
            () ->
                Panache.withTransaction(() -> Panache.getSession().chain(work::apply))
                    .onFailure(ConstraintViolationException.class)
                    .transform(e -> new OptimisticLockException("a version builds on it now", e)))
        .invoke(result -> result.deleted().forEach(transitions::committed));
  }

  private Uni<DeleteResult> delete(Mutiny.Session session, Set<UUID> ids, How how, String by) {
    return descendants(session, ids)
        .chain(
            below -> {
              Set<UUID> others = below.stream().filter(not(ids)).collect(Collectors.toSet());
              if (!others.isEmpty() && !how.cascade()) {
                return refuseChildren(session, others);
              }
              Set<UUID> all = new HashSet<>(ids);
              all.addAll(others);
              return deleteAll(session, all, how, by);
            });
  }

  /**
   * Deletes the versions of a dataset that is locked, within the session's transaction.
   *
   * @param ids all of them
   * @throws LamellaException {@code has-children} when versions of other datasets build on them
   */
  public Uni<DeleteResult> dataset(
      Mutiny.Session session, UUID dataset, List<UUID> ids, boolean dryRun, String by) {
    return session
        .createNativeQuery(CHILDREN_ELSEWHERE, UUID.class)
        .setParameter("dataset", dataset)
        .setParameter("most", limits.lineage())
        .getResultList()
        .chain(
            others ->
                others.isEmpty()
                    ? deleteAll(session, Set.copyOf(ids), new How(true, false, dryRun), by)
                    : refuseChildren(session, Set.copyOf(others)));
  }

  private static Predicate<UUID> not(Set<UUID> ids) {
    return id -> !ids.contains(id);
  }

  private Uni<List<UUID>> descendants(Mutiny.Session session, Set<UUID> ids) {
    return session
        .createNativeQuery(DESCENDANTS, UUID.class)
        .setParameter("ids", list(ids))
        .setParameter("most", limits.lineage() + 1)
        .getResultList()
        .invoke(
            found -> {
              if (found.size() > limits.lineage()) {
                throw new LamellaException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "more than " + limits.lineage() + " versions build on it");
              }
            });
  }

  private Uni<DeleteResult> refuseChildren(Mutiny.Session session, Set<UUID> children) {
    return catalog
        .loadAll(session, children.stream().limit(NAMED).toList())
        .map(
            found -> {
              throw new LamellaException(
                  ErrorCode.HAS_CHILDREN,
                  "other versions build on it: "
                      + names(found, children.size())
                      + "; delete them first, or with cascade");
            });
  }

  /** Locks the versions, so that what is judged is what goes. */
  private Uni<DeleteResult> deleteAll(Mutiny.Session session, Set<UUID> ids, How how, String by) {
    return session
        .createNativeQuery(OLDEST_FIRST + (how.dryRun() ? "" : " FOR UPDATE"), Object[].class)
        .setParameter("ids", list(ids))
        .getResultList()
        .chain(
            rows -> {
              if (rows.size() != ids.size()) {
                throw new OptimisticLockException("someone else deletes the same versions");
              }
              List<UUID> published =
                  rows.stream()
                      .filter(row -> VersionState.PUBLISHED.name().equals(row[1]))
                      .map(row -> (UUID) row[0])
                      .toList();
              if (!published.isEmpty() && !how.force()) {
                return refusePublished(session, published);
              }
              List<UUID> ordered = rows.stream().map(row -> (UUID) row[0]).toList();
              DeleteResult result = new DeleteResult(ordered, null);
              return how.dryRun()
                  ? Uni.createFrom().item(result)
                  : remove(session, ordered, by).replaceWith(result);
            });
  }

  private Uni<DeleteResult> refusePublished(Mutiny.Session session, List<UUID> published) {
    return catalog
        .loadAll(session, published.stream().limit(NAMED).toList())
        .map(
            found -> {
              throw new LamellaException(
                  ErrorCode.WRONG_STATE,
                  "published: "
                      + names(found, published.size())
                      + "; delete it with force if it must go");
            });
  }

  /** Forgets what it read before it had the locks: what is told is of the last turn. */
  private Uni<Void> remove(Mutiny.Session session, List<UUID> ids, String by) {
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

  private static Multi<List<UUID>> chunks(List<UUID> ids) {
    return Multi.createFrom().iterable(ids).group().intoLists().of(CHUNK);
  }

  /** Forgets what it read, so that a large dataset is never in memory as a whole. */
  private Uni<Integer> removeSome(Mutiny.Session session, List<UUID> ids, String by, Instant now) {
    return catalog
        .loadAll(session, ids)
        .map(found -> found.stream().map(v -> VersionEvents.deleted(v, by, now)).toList())
        .chain(told -> events.append(session, told))
        .invoke(session::clear)
        .chain(
            () -> session.createNativeQuery(DELETE).setParameter("ids", list(ids)).executeUpdate());
  }

  private static String list(Collection<UUID> ids) {
    return ids.stream().map(UUID::toString).collect(Collectors.joining(","));
  }

  private static String names(List<Version> some, int all) {
    String named =
        some.stream().limit(NAMED).map(Version::display).sorted().collect(Collectors.joining(", "));
    return all > NAMED ? named + " and " + (all - NAMED) + " more" : named;
  }
}
