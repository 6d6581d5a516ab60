package io.lamella.metadata.dataset;

import io.lamella.contracts.error.LamellaException;
import io.lamella.metadata.limit.Rules;
import io.lamella.metadata.project.Dataset;
import io.lamella.metadata.project.Datasets;
import io.lamella.metadata.project.Projects;
import io.lamella.metadata.store.Stores;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Makes datasets before their first version. */
@ApplicationScoped
class NewDatasets {
  private final Projects projects;
  private final Datasets datasets;
  private final Stores stores;
  private final Rules rules;

  @Inject
  NewDatasets(Projects projects, Datasets datasets, Stores stores, Rules rules) {
    this.projects = projects;
    this.datasets = datasets;
    this.stores = stores;
    this.rules = rules;
  }

  /**
   * Makes a dataset; one that is there stays as it is.
   *
   * @throws LamellaException {@code wrong-state} when it is in the trash
   */
  Uni<UUID> make(String project, String name, String by) {
    String path = rules.project(project);
    String named = rules.dataset(name);
    String storage = stores.choose(null, null);
    return Panache.withTransaction(
        () ->
            Panache.getSession()
                .chain(
                    session ->
                        projects
                            .ensure(session, path, by)
                            .chain(in -> datasets.lock(session, in, named, "default", storage, by))
                            .invoke(Dataset::requireInUse)
                            .map(dataset -> dataset.id)));
  }
}
