package io.lamella.metadata.cleanup;

import io.lamella.metadata.version.Transitions;
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
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Follows rules whose time has come, one replica each. What cannot be cleaned up now is left for
 * the next time and holds nothing else up.
 */
@ApplicationScoped
public class CleanupTick {
  /** Who did it, for those who find a version in the trash. */
  static final String WHO = "cleanup";

  private static final Logger LOG = Logger.getLogger(CleanupTick.class);
  private static final int RULES = 100;
  private static final int DATASETS = 500;
  private static final String DUE =
      "SELECT r.* FROM cleanup_rule r WHERE r.ran < CAST(CAST(:before AS text) AS timestamptz)"
          + " ORDER BY r.ran LIMIT :most FOR UPDATE SKIP LOCKED";
  private static final String BENEATH =
      """
      WITH RECURSIVE beneath(id) AS (
        SELECT p.id FROM project p WHERE p.id = :project
        UNION ALL
        SELECT p.id FROM beneath b JOIN project p ON p.parent = b.id)
      SELECT d.id FROM dataset d JOIN beneath b ON b.id = d.project
      WHERE d.id > :after AND d.trashed IS NULL AND NOT d.archived ORDER BY d.id LIMIT :most
      """;

  private final Cleanup cleanup;
  private final Duration every;

  @Inject
  CleanupTick(Cleanup cleanup, CleanupConfig config) {
    this.cleanup = cleanup;
    this.every = config.every();
  }

  @Scheduled(
      every = "${lamella.cleanup.check}",
      delayed = "${lamella.cleanup.check}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> followRules() {
    return claim()
        .chain(
            rules ->
                Multi.createFrom()
                    .iterable(rules)
                    .onItem()
                    .transformToUniAndConcatenate(this::follow)
                    .collect()
                    .last())
        .replaceWithVoid();
  }

  /** Rules that are this replica's now: for all others they have just been followed. */
  private Uni<List<CleanupRule>> claim() {
    Instant now = Transitions.now();
    return Panache.withTransaction(
        () ->
            Panache.getSession()
                .chain(
                    session ->
                        session
                            .createNativeQuery(DUE, CleanupRule.class)
                            .setParameter("before", now.minus(every).toString())
                            .setParameter("most", RULES)
                            .getResultList())
                .invoke(rules -> rules.forEach(rule -> rule.ran = now)));
  }

  private Uni<Void> follow(CleanupRule rule) {
    UUID dataset = rule.dataset;
    return dataset == null ? followBeneath(rule, CleanupRules.NO_DATASET) : follow(rule, dataset);
  }

  private Uni<Void> followBeneath(CleanupRule rule, UUID after) {
    return Panache.withSession(
            () -> Panache.getSession().chain(session -> beneath(session, rule, after)))
        .chain(
            ids ->
                Multi.createFrom()
                    .iterable(ids)
                    .onItem()
                    .transformToUniAndConcatenate(id -> follow(rule, id))
                    .collect()
                    .last()
                    .chain(
                        () ->
                            ids.size() < DATASETS
                                ? Uni.createFrom().voidItem()
                                : followBeneath(rule, ids.get(ids.size() - 1))));
  }

  private static Uni<List<UUID>> beneath(Mutiny.Session session, CleanupRule rule, UUID after) {
    return session
        .createNativeQuery(BENEATH, UUID.class)
        .setParameter("project", rule.project)
        .setParameter("after", after)
        .setParameter("most", DATASETS)
        .getResultList();
  }

  private Uni<Void> follow(CleanupRule rule, UUID dataset) {
    return cleanup
        .follow(rule, dataset, WHO)
        .invoke(
            result -> {
              if (!result.deleted().isEmpty()) {
                LOG.infof(
                    "dataset %s: %d versions put into the trash", dataset, result.deleted().size());
              }
            })
        .replaceWithVoid()
        .onFailure()
        .recoverWithUni(
            e -> {
              LOG.warnf("dataset %s was not cleaned up: %s", dataset, e.getMessage());
              return Uni.createFrom().voidItem();
            });
  }
}
