package io.lamella.metadata.dataset;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.MoveDataset;
import io.lamella.metadata.limit.Rules;
import io.lamella.metadata.project.Dataset;
import io.lamella.metadata.project.Project;
import io.lamella.metadata.project.Projects;
import io.lamella.metadata.version.Transitions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Gives datasets another name or project in one transaction. Only that changes: ids, versions,
 * numbers and tags stay, and so do the chunks that are shared.
 */
@ApplicationScoped
public class DatasetMoves {
  private static final String NAMESAKE =
      "from Dataset d where d.project.id = :project and d.name = :name";

  private final DatasetCatalog catalog;
  private final Projects projects;
  private final Rules rules;

  @Inject
  DatasetMoves(DatasetCatalog catalog, Projects projects, Rules rules) {
    this.catalog = catalog;
    this.projects = projects;
    this.rules = rules;
  }

  /**
   * Moves a dataset; one that stands there already stays as it is.
   *
   * @throws LamellaException {@code name-taken} when another one stands there
   */
  public Uni<Void> move(UUID id, MoveDataset where, String by) {
    @Nullable String path = where.project() == null ? null : rules.project(where.project());
    @Nullable String name = where.name() == null ? null : rules.dataset(where.name());
    return Transitions.racing(
        () ->
            Panache.withTransaction(
                    () -> Panache.getSession().chain(session -> move(session, id, path, name, by)))
                .onFailure(ConstraintViolationException.class)
                .transform(e -> new OptimisticLockException("another one has its name now", e)));
  }

  private Uni<Void> move(
      Mutiny.Session session, UUID id, @Nullable String path, @Nullable String name, String by) {
    return catalog
        .load(session, id)
        .invoke(Dataset::requireInUse)
        .chain(
            dataset ->
                (path == null
                        ? Uni.createFrom().item(dataset.project)
                        : projects.ensure(session, path, by))
                    .chain(
                        project ->
                            move(session, dataset, project, name == null ? dataset.name : name)));
  }

  private static Uni<Void> move(
      Mutiny.Session session, Dataset dataset, Project project, String name) {
    return session
        .createQuery(NAMESAKE, Dataset.class)
        .setParameter("project", project.id)
        .setParameter("name", name)
        .getSingleResultOrNull()
        .chain(
            namesake -> {
              if (namesake == null) {
                dataset.project = project;
                dataset.name = name;
                dataset.updated = Transitions.now();
                return session.flush();
              }
              if (!namesake.id.equals(dataset.id)) {
                throw taken(project, namesake);
              }
              return Uni.createFrom().voidItem();
            });
  }

  private static LamellaException taken(Project project, Dataset namesake) {
    return new LamellaException(
        ErrorCode.NAME_TAKEN,
        "there is a dataset "
            + project.path
            + "/"
            + namesake.name
            + (namesake.trashed == null ? " already" : " in the trash"));
  }
}
