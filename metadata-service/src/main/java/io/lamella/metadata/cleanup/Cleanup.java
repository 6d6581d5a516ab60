package io.lamella.metadata.cleanup;

import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.DeleteResult;
import io.lamella.metadata.dataset.DatasetCatalog;
import io.lamella.metadata.limit.Limits;
import io.lamella.metadata.project.Dataset;
import io.lamella.metadata.version.Deletion;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Puts into the trash what the rule that applies to a dataset does not keep. Only final versions
 * ever go. Always kept are published versions, archived ones, and what a version that stays builds
 * on, whatever lies between them.
 */
@ApplicationScoped
public class Cleanup {
  /** A part of what goes is always what was made last, so that nothing left builds on it. */
  private static final String GOES =
      CleanupRules.APPLYING
          + """
          ,
          finished AS (
            SELECT v.id, v.state, v.tags, v.created,
                   row_number() OVER (ORDER BY v.number_key DESC) AS place
            FROM version v JOIN dataset d ON d.id = v.dataset
            WHERE v.dataset = :dataset AND v.state IN ('FINAL', 'PUBLISHED')
              AND v.trashed IS NULL AND NOT v.archived
              AND d.trashed IS NULL AND NOT d.archived),
          candidate AS (
            SELECT f.id, f.created FROM finished f CROSS JOIN applying r
            WHERE f.state = 'FINAL' AND f.place > r.keep_last
              AND NOT (r.keep_tagged AND cardinality(f.tags) > 0)
              AND NOT EXISTS (SELECT FROM version_use u WHERE u.version = f.id
                              AND u.last > now() - make_interval(days => r.keep_used_days))),
          stays(id) AS (
            SELECT k.id FROM candidate k
              JOIN version_parent e ON e.parent = k.id JOIN version c ON c.id = e.version
              LEFT JOIN candidate too ON too.id = c.id
            WHERE c.trashed IS NULL AND too.id IS NULL
            UNION
            SELECT k.id FROM stays s
              JOIN version_parent e ON e.version = s.id JOIN candidate k ON k.id = e.parent)
          SELECT k.id FROM candidate k WHERE NOT EXISTS (SELECT FROM stays s WHERE s.id = k.id)
          ORDER BY k.created DESC, k.id DESC LIMIT :most
          """;

  private static final DeleteResult NOTHING = new DeleteResult(List.of(), null, null);

  private final DatasetCatalog datasets;
  private final CleanupRules rules;
  private final Deletion deletion;
  private final Limits limits;

  @Inject
  Cleanup(DatasetCatalog datasets, CleanupRules rules, Deletion deletion, Limits limits) {
    this.datasets = datasets;
    this.rules = rules;
    this.deletion = deletion;
    this.limits = limits;
  }

  /**
   * Cleans a dataset up, or only says what would go: the same versions, as long as nothing changes.
   *
   * @throws LamellaException {@code not-found} when no rule applies to it
   */
  Uni<DeleteResult> run(UUID id, boolean dryRun, String by) {
    return deletion.run(
        session ->
            datasets
                .load(session, id)
                .chain(
                    dataset ->
                        rules
                            .applying(session, dataset)
                            .chain(
                                rule -> {
                                  if (rule == null) {
                                    throw CleanupRules.none();
                                  }
                                  return clean(session, dataset, dryRun, by);
                                })));
  }

  /** Cleans a dataset up, if it is still there and this is the rule that applies to it. */
  Uni<DeleteResult> follow(CleanupRule rule, UUID id, String by) {
    return deletion.run(
        session ->
            datasets
                .load(session, id)
                .chain(
                    dataset ->
                        rules
                            .applying(session, dataset)
                            .chain(
                                applying ->
                                    applying != null && applying.id.equals(rule.id)
                                        ? clean(session, dataset, false, by)
                                        : Uni.createFrom().item(NOTHING))));
  }

  private Uni<DeleteResult> clean(
      Mutiny.Session session, Dataset dataset, boolean dryRun, String by) {
    Deletion.How how = new Deletion.How(false, false, false, dryRun);
    return goes(session, dataset)
        .chain(
            ids ->
                dryRun || ids.isEmpty()
                    ? Uni.createFrom().item(ids)
                    : deletion
                        .lock(session, ids)
                        .chain(() -> goes(session, dataset))
                        .invoke(still -> requireLocked(ids, still)))
        .chain(ids -> deletion.these(session, ids, how, by));
  }

  /** What came to be in the way before the locks were had is seen now. */
  private static void requireLocked(Set<UUID> locked, Set<UUID> ids) {
    if (!locked.containsAll(ids)) {
      throw new OptimisticLockException("other versions go now");
    }
  }

  private Uni<Set<UUID>> goes(Mutiny.Session session, Dataset dataset) {
    return session
        .createNativeQuery(GOES, UUID.class)
        .setParameter("project", dataset.project.id)
        .setParameter("dataset", dataset.id)
        .setParameter("most", limits.lineage())
        .getResultList()
        .map(HashSet::new);
  }
}
