package io.lamella.metadata.version;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.DeleteResult;
import io.lamella.metadata.limit.Limits;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Deletes versions, whole lines of them or none, and tells others. They go into the trash, or at
 * once for good. What is in the trash counts as gone: it does not hold back what it builds on, and
 * goes for good with it.
 */
@ApplicationScoped
public class Deletion {
  private static final String DESCENDANTS =
      "WITH RECURSIVE down(id) AS (SELECT e.version FROM version_parent e WHERE e.parent = "
          + IdList.THESE
          + " UNION SELECT e.version FROM version_parent e JOIN down ON e.parent = down.id)"
          + " SELECT v.id, v.state, v.trashed IS NOT NULL FROM down JOIN version v ON v.id = down.id"
          + " LIMIT :most";
  private static final String CHILDREN_ELSEWHERE =
      "SELECT DISTINCT c.id, c.state, c.trashed IS NOT NULL FROM version_parent e"
          + " JOIN version v ON v.id = e.parent JOIN version c ON c.id = e.version"
          + " WHERE v.dataset = :dataset AND c.dataset <> :dataset LIMIT :most";
  private static final String OLDEST_FIRST =
      "SELECT v.id, v.state, v.trashed IS NOT NULL FROM version v WHERE v.id = "
          + IdList.THESE
          + " ORDER BY v.created, v.id";
  private static final String OTHERS_BUILD_ON_THEM =
      "SELECT count(*) FROM version_parent e JOIN version c ON c.id = e.version"
          + " LEFT JOIN unnest("
          + IdList.IDS
          + ") AS mine(id) ON mine.id = c.id"
          + " WHERE e.parent = "
          + IdList.THESE
          + " AND mine.id IS NULL AND c.trashed IS NULL";
  private static final int NAMED = 10;

  private final Catalog catalog;
  private final Transitions transitions;
  private final Trash trash;
  private final Removal removal;
  private final Limits limits;

  @Inject
  Deletion(Catalog catalog, Transitions transitions, Trash trash, Removal removal, Limits limits) {
    this.catalog = catalog;
    this.transitions = transitions;
    this.trash = trash;
    this.removal = removal;
    this.limits = limits;
  }

  /**
   * How to delete.
   *
   * @param force also what is published
   * @param cascade also what was built on it
   * @param now for good, not into the trash
   * @param dryRun only say what it would take
   */
  public record How(boolean force, boolean cascade, boolean now, boolean dryRun) {}

  /** What decides about a version. */
  private record Found(UUID id, VersionState state, boolean trashed) {
    static List<Found> of(List<Object[]> rows) {
      return rows.stream()
          .map(
              row ->
                  new Found((UUID) row[0], VersionState.valueOf((String) row[1]), (Boolean) row[2]))
          .toList();
    }

    static Set<UUID> ids(Collection<Found> found) {
      return found.stream().map(Found::id).collect(Collectors.toSet());
    }
  }

  /**
   * Deletes a version. One that is in the trash already stays there as it is, unless it is to go
   * for good.
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
              Set<UUID> inUse = inUse(below);
              inUse.removeAll(ids);
              if (!inUse.isEmpty() && !how.cascade()) {
                return refuseChildren(session, inUse);
              }
              Set<UUID> all = new HashSet<>(ids);
              all.addAll(how.now() ? Found.ids(below) : inUse);
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
      Mutiny.Session session, UUID dataset, List<UUID> ids, How how, String by) {
    return session
        .createNativeQuery(CHILDREN_ELSEWHERE, Object[].class)
        .setParameter("dataset", dataset)
        .setParameter("most", limits.lineage())
        .getResultList()
        .map(Found::of)
        .chain(
            others -> {
              Set<UUID> inUse = inUse(others);
              if (!inUse.isEmpty()) {
                return refuseChildren(session, inUse);
              }
              Set<UUID> all = new HashSet<>(ids);
              if (!how.now() || others.isEmpty()) {
                return deleteAll(session, all, how, by);
              }
              all.addAll(Found.ids(others));
              return descendants(session, Found.ids(others))
                  .invoke(below -> all.addAll(Found.ids(below)))
                  .chain(() -> deleteAll(session, all, how, by));
            });
  }

  /** Locks versions within the session's transaction, in the order in which deletions do. */
  public Uni<Void> lock(Mutiny.Session session, Set<UUID> ids) {
    return session
        .createNativeQuery(OLDEST_FIRST + " FOR UPDATE", Object[].class)
        .setParameter("ids", IdList.of(ids))
        .getResultList()
        .replaceWithVoid();
  }

  /**
   * Deletes versions that were chosen with all that builds on them, within the session's
   * transaction.
   */
  public Uni<DeleteResult> these(Mutiny.Session session, Set<UUID> ids, How how, String by) {
    return deleteAll(session, ids, how, by);
  }

  private static Set<UUID> inUse(List<Found> found) {
    return found.stream()
        .filter(each -> !each.trashed())
        .map(Found::id)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private Uni<List<Found>> descendants(Mutiny.Session session, Set<UUID> ids) {
    return session
        .createNativeQuery(DESCENDANTS, Object[].class)
        .setParameter("ids", IdList.of(ids))
        .setParameter("most", limits.lineage() + 1)
        .getResultList()
        .map(Found::of)
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
    if (ids.isEmpty()) {
      return Uni.createFrom().item(new DeleteResult(List.of(), null, null));
    }
    return session
        .createNativeQuery(OLDEST_FIRST + (how.dryRun() ? "" : " FOR UPDATE"), Object[].class)
        .setParameter("ids", IdList.of(ids))
        .getResultList()
        .map(Found::of)
        .chain(
            rows -> {
              if (rows.size() != ids.size()) {
                throw new OptimisticLockException("someone else deletes the same versions");
              }
              List<UUID> published =
                  rows.stream()
                      .filter(row -> row.state() == VersionState.PUBLISHED && !row.trashed())
                      .map(Found::id)
                      .toList();
              if (!published.isEmpty() && !how.force()) {
                return refusePublished(session, published);
              }
              return judged(session, rows, how, by);
            });
  }

  private Uni<DeleteResult> judged(Mutiny.Session session, List<Found> rows, How how, String by) {
    List<UUID> ordered = rows.stream().map(Found::id).toList();
    DeleteResult gone = new DeleteResult(ordered, null, null);
    if (how.dryRun()) {
      return Uni.createFrom().item(gone);
    }
    return how.now()
        ? removal.remove(session, ordered, version -> by).replaceWith(gone)
        : putAway(session, rows, by)
            .chain(() -> trash.until(session, ordered.get(0)))
            .map(until -> new DeleteResult(ordered, null, until));
  }

  /** A child that was made before the locks were had is seen now; none is made from now on. */
  private Uni<Void> putAway(Mutiny.Session session, List<Found> rows, String by) {
    List<Found> inUse = rows.stream().filter(row -> !row.trashed()).toList();
    if (inUse.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<UUID> ids = inUse.stream().map(Found::id).toList();
    Set<UUID> open =
        Found.ids(inUse.stream().filter(row -> row.state() == VersionState.UPLOADING).toList());
    return session
        .createNativeQuery(OTHERS_BUILD_ON_THEM, Long.class)
        .setParameter("ids", IdList.of(ids))
        .getSingleResult()
        .chain(
            others -> {
              if (others > 0) {
                throw new OptimisticLockException("a version builds on it now");
              }
              return trash.put(session, ids, open, by);
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

  /** Some versions by their names, and how many more there are. */
  static String names(List<Version> some, int all) {
    String named =
        some.stream().limit(NAMED).map(Version::display).sorted().collect(Collectors.joining(", "));
    return all > NAMED ? named + " and " + (all - NAMED) + " more" : named;
  }
}
