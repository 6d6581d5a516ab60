package io.lamella.metadata.version;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.DeleteResult;
import io.lamella.kit.outbox.OutboxEvent;
import io.lamella.metadata.event.Events;
import io.lamella.metadata.limit.Limits;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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
  private static final String DESCENDANTS =
      "WITH RECURSIVE down(id) AS (SELECT e.version FROM version_parent e WHERE e.parent IN (:ids)"
          + " UNION SELECT e.version FROM version_parent e JOIN down ON e.parent = down.id)"
          + " SELECT id FROM down LIMIT :most";
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
            () -> Panache.withTransaction(() -> Panache.getSession().chain(work::apply)))
        .onFailure(ConstraintViolationException.class)
        .transform(
            e ->
                new LamellaException(
                    ErrorCode.HAS_CHILDREN, "a version was built on it just now; try again", e))
        .invoke(result -> result.deleted().forEach(transitions::committed));
  }

  /** Deletes these versions within the session's transaction. */
  public Uni<DeleteResult> delete(Mutiny.Session session, Set<UUID> ids, How how, String by) {
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

  private static Predicate<UUID> not(Set<UUID> ids) {
    return id -> !ids.contains(id);
  }

  private Uni<List<UUID>> descendants(Mutiny.Session session, Set<UUID> ids) {
    if (ids.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return session
        .createNativeQuery(DESCENDANTS, UUID.class)
        .setParameter("ids", ids)
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

  private Uni<DeleteResult> deleteAll(Mutiny.Session session, Set<UUID> ids, How how, String by) {
    if (ids.isEmpty()) {
      return Uni.createFrom().item(new DeleteResult(List.of(), null));
    }
    return catalog
        .loadAll(session, ids)
        .chain(
            versions -> {
              List<Version> published =
                  versions.stream().filter(v -> v.state == VersionState.PUBLISHED).toList();
              if (!published.isEmpty() && !how.force()) {
                throw new LamellaException(
                    ErrorCode.WRONG_STATE,
                    "published: "
                        + names(published, published.size())
                        + "; delete it with force if it must go");
              }
              List<Version> ordered =
                  versions.stream()
                      .sorted(
                          Comparator.comparing((Version v) -> v.created).thenComparing(v -> v.id))
                      .toList();
              DeleteResult result =
                  new DeleteResult(ordered.stream().map(v -> v.id).toList(), null);
              return how.dryRun()
                  ? Uni.createFrom().item(result)
                  : remove(session, ordered, by).replaceWith(result);
            });
  }

  private Uni<Void> remove(Mutiny.Session session, List<Version> versions, String by) {
    Instant now = Transitions.now();
    List<OutboxEvent> told =
        versions.stream().map(version -> VersionEvents.deleted(version, by, now)).toList();
    return youngestFirst(versions)
        .onItem()
        .transformToUniAndConcatenate(version -> remove(session, version))
        .collect()
        .asList()
        .chain(() -> events.append(session, told));
  }

  /** A version is made after its parents, so nothing builds on the youngest one. */
  private static Multi<Version> youngestFirst(List<Version> oldestFirst) {
    List<Version> youngestFirst = new ArrayList<>(oldestFirst);
    Collections.reverse(youngestFirst);
    return Multi.createFrom().iterable(youngestFirst);
  }

  private static Uni<Integer> remove(Mutiny.Session session, Version version) {
    return session
        .createMutationQuery("delete from Version v where v.id = :id")
        .setParameter("id", version.id)
        .executeUpdate()
        .invoke(
            count -> {
              if (count != 1) {
                throw new LamellaException(
                    ErrorCode.CONFLICT, "someone else deletes the same versions; look again");
              }
            });
  }

  private static String names(List<Version> some, int all) {
    String named =
        some.stream().limit(NAMED).map(Version::display).sorted().collect(Collectors.joining(", "));
    return all > NAMED ? named + " and " + (all - NAMED) + " more" : named;
  }
}
