package io.lamella.metadata.merge;

import io.lamella.contracts.RootRef;
import io.lamella.contracts.ticket.Ticket;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is to be merged with what. A query looks at each ancestor once, whatever the shape of
 * the lineage.
 */
@ApplicationScoped
public class MergePlanner {
  private static final String ANCESTORS =
      """
      WITH RECURSIVE up(id) AS (
        SELECT e.parent FROM version_parent e WHERE e.version IN (:ids)
        UNION
        SELECT e.parent FROM version_parent e JOIN up ON e.version = up.id)
      SELECT id FROM up WHERE id IN (:ids)
      """;

  /** A version is younger than all it builds on, so the youngest is nearest. */
  private static final String NEAREST_COMMON =
      """
      WITH RECURSIVE ours(id) AS (
        SELECT v.id FROM version v WHERE v.id IN (:before)
        UNION
        SELECT e.parent FROM version_parent e JOIN ours ON e.version = ours.id),
      theirs(id) AS (
        SELECT v.id FROM version v WHERE v.id = :next
        UNION
        SELECT e.parent FROM version_parent e JOIN theirs ON e.version = theirs.id)
      SELECT v.id FROM version v JOIN ours ON ours.id = v.id JOIN theirs ON theirs.id = v.id
      ORDER BY v.created DESC, v.id DESC LIMIT 1
      """;

  private static final String ROOT = "select v.root from Version v where v.id = :id";

  /**
   * The plan for a version that is made of {@code listed}; null when it simply has one parent, or
   * none.
   *
   * @param listed sealed versions, in order, each once, without bases
   */
  public Uni<@Nullable MergePlan> plan(
      Mutiny.Session session, List<Ticket.Parent> listed, Ticket.Merge rule) {
    if (listed.isEmpty() || (listed.size() == 1 && !rule.squash())) {
      return Uni.createFrom().nullItem();
    }
    if (rule.mode() == Ticket.MergeMode.LAYERED || listed.size() == 1) {
      return Uni.createFrom().item(new MergePlan(rule, listed));
    }
    return session
        .createNativeQuery(ANCESTORS, UUID.class)
        .setParameter("ids", ids(listed))
        .getResultList()
        .map(HashSet::new)
        .chain(covered -> threeWay(session, without(listed, covered), rule));
  }

  private static List<Ticket.Parent> without(List<Ticket.Parent> listed, Set<UUID> covered) {
    return listed.stream().filter(parent -> !covered.contains(parent.version())).toList();
  }

  private static Uni<MergePlan> threeWay(
      Mutiny.Session session, List<Ticket.Parent> kept, Ticket.Merge rule) {
    return Multi.createFrom()
        .items(IntStream.range(0, kept.size()).boxed())
        .onItem()
        .transformToUniAndConcatenate(i -> withBase(session, kept.subList(0, i), kept.get(i)))
        .collect()
        .asList()
        .map(sources -> new MergePlan(rule, sources));
  }

  private static Uni<Ticket.Parent> withBase(
      Mutiny.Session session, List<Ticket.Parent> before, Ticket.Parent next) {
    if (before.isEmpty()) {
      return Uni.createFrom().item(next);
    }
    return session
        .createNativeQuery(NEAREST_COMMON, UUID.class)
        .setParameter("before", ids(before))
        .setParameter("next", next.version())
        .getSingleResultOrNull()
        .chain(
            base ->
                base == null
                    ? Uni.createFrom().item(next)
                    : session
                        .createQuery(ROOT, RootRef.class)
                        .setParameter("id", base)
                        .getSingleResult()
                        .map(
                            root ->
                                new Ticket.Parent(
                                    next.version(), next.digest(), next.root(), root)));
  }

  private static List<UUID> ids(List<Ticket.Parent> parents) {
    return parents.stream().map(Ticket.Parent::version).toList();
  }
}
