package io.lamella.metadata.cleanup;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.CleanupRuleView;
import io.lamella.contracts.rest.SetCleanupRule;
import io.lamella.metadata.dataset.DatasetCatalog;
import io.lamella.metadata.limit.Rules;
import io.lamella.metadata.project.Dataset;
import io.lamella.metadata.project.Project;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The rules: a dataset's own, else that of its project, else that of the nearest one above. */
@ApplicationScoped
public class CleanupRules {
  /** The rule that applies, for queries to begin with; names {@code :project}, {@code :dataset}. */
  static final String APPLYING =
      """
      WITH RECURSIVE above(id, distance) AS (
        SELECT p.id, 1 FROM project p WHERE p.id = :project
        UNION ALL
        SELECT p.parent, a.distance + 1 FROM above a JOIN project p ON p.id = a.id
        WHERE p.parent IS NOT NULL),
      applying AS (
        SELECT r.* FROM cleanup_rule r LEFT JOIN above a ON a.id = r.project
        WHERE r.dataset = :dataset OR a.id IS NOT NULL
        ORDER BY coalesce(a.distance, 0) LIMIT 1)
      """;

  /** What {@code :dataset} is where a whole project is meant. */
  static final UUID NO_DATASET = new UUID(0, 0);

  private static final String SET =
      """
      INSERT INTO cleanup_rule
        (id, %1$s, keep_last, keep_tagged, keep_used_days, set_by, set_at, ran)
      VALUES (gen_random_uuid(), :of, :last, :tagged, NULLIF(:days, 0), :by, now(), now())
      ON CONFLICT (%1$s) DO UPDATE SET
        keep_last = excluded.keep_last, keep_tagged = excluded.keep_tagged,
        keep_used_days = excluded.keep_used_days, set_by = excluded.set_by,
        set_at = excluded.set_at, ran = excluded.ran
      """;
  private static final String REMOVE = "DELETE FROM cleanup_rule WHERE %s = :of";
  private static final int MOST = 1_000_000;
  private static final int DAYS = 36_500;

  private final DatasetCatalog datasets;

  @Inject
  CleanupRules(DatasetCatalog datasets) {
    this.datasets = datasets;
  }

  /** What a rule is of. */
  enum Scope {
    PROJECT,
    DATASET;

    private String column() {
      return this == PROJECT ? "project" : "dataset";
    }
  }

  /** Sets the rule of a dataset or project, in the place of the one before. */
  Uni<CleanupRuleView> set(Scope scope, UUID of, @Nullable SetCleanupRule rule, String by) {
    if (rule == null) {
      throw Rules.invalid("send the rule as JSON");
    }
    return Panache.withTransaction(
            () -> Panache.getSession().chain(session -> set(session, scope, of, rule, by)))
        .chain(() -> show(scope, of));
  }

  private Uni<Void> set(
      Mutiny.Session session, Scope scope, UUID of, SetCleanupRule rule, String by) {
    Integer last = rule.keepLast();
    Integer days = rule.keepUsedDays();
    if (last == null || last < 1 || last > MOST) {
      throw Rules.invalid("keepLast says how many versions stay, from 1 to " + MOST);
    }
    if (days != null && (days < 1 || days > DAYS)) {
      throw Rules.invalid("keepUsedDays is a number of days, from 1 to " + DAYS);
    }
    return known(session, scope, of)
        .chain(
            () ->
                session
                    .createNativeQuery(SET.formatted(scope.column()))
                    .setParameter("of", of)
                    .setParameter("last", last)
                    .setParameter("tagged", rule.keepTagged() == null || rule.keepTagged())
                    .setParameter("days", days == null ? 0 : days)
                    .setParameter("by", by)
                    .executeUpdate())
        .replaceWithVoid();
  }

  /** Takes a dataset's or project's own rule away, if there is one. */
  Uni<Void> remove(Scope scope, UUID of) {
    return Panache.withTransaction(
        () -> Panache.getSession().chain(session -> remove(session, scope, of)));
  }

  private Uni<Void> remove(Mutiny.Session session, Scope scope, UUID of) {
    return known(session, scope, of)
        .chain(
            () ->
                session
                    .createNativeQuery(REMOVE.formatted(scope.column()))
                    .setParameter("of", of)
                    .executeUpdate())
        .replaceWithVoid();
  }

  /**
   * The rule that applies to a dataset or project.
   *
   * @throws LamellaException {@code not-found} when none does
   */
  Uni<CleanupRuleView> show(Scope scope, UUID of) {
    return Panache.withSession(
        () -> Panache.getSession().chain(session -> show(session, scope, of)));
  }

  private Uni<CleanupRuleView> show(Mutiny.Session session, Scope scope, UUID of) {
    return (scope == Scope.PROJECT
            ? project(session, of).chain(found -> applying(session, found.id, NO_DATASET))
            : datasets.load(session, of).chain(found -> applying(session, found)))
        .chain(
            rule -> {
              if (rule == null) {
                throw none();
              }
              return view(session, rule);
            });
  }

  /** The rule that applies to a dataset; null when none does. */
  Uni<@Nullable CleanupRule> applying(Mutiny.Session session, Dataset dataset) {
    return applying(session, dataset.project.id, dataset.id);
  }

  private static Uni<@Nullable CleanupRule> applying(
      Mutiny.Session session, UUID project, UUID dataset) {
    return session
        .createNativeQuery(APPLYING + "SELECT * FROM applying", CleanupRule.class)
        .setParameter("project", project)
        .setParameter("dataset", dataset)
        .getSingleResultOrNull();
  }

  static LamellaException none() {
    return new LamellaException(ErrorCode.NOT_FOUND, "no clean-up rule applies here: set one");
  }

  private Uni<CleanupRuleView> view(Mutiny.Session session, CleanupRule rule) {
    UUID dataset = rule.dataset;
    return dataset == null
        ? session.find(Project.class, rule.project).map(of -> view(rule, of, null))
        : datasets.load(session, dataset).map(of -> view(rule, of.project, of.name));
  }

  private static CleanupRuleView view(CleanupRule rule, Project project, @Nullable String name) {
    return new CleanupRuleView(
        project.path,
        name,
        rule.keepLast,
        rule.keepTagged,
        rule.keepUsedDays,
        rule.setBy,
        rule.setAt);
  }

  private Uni<Void> known(Mutiny.Session session, Scope scope, UUID of) {
    return scope == Scope.PROJECT
        ? project(session, of).replaceWithVoid()
        : datasets.load(session, of).invoke(Dataset::requireInUse).replaceWithVoid();
  }

  private static Uni<Project> project(Mutiny.Session session, UUID id) {
    return session
        .find(Project.class, id)
        .onItem()
        .ifNull()
        .failWith(() -> new LamellaException(ErrorCode.NOT_FOUND, "there is no project " + id));
  }
}
