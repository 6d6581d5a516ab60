package io.lamella.cli.cleanup;

import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionOptions;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.CleanupRuleView;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.ProjectView;
import io.lamella.contracts.rest.SetCleanupRule;
import io.lamella.sdk.version.Datasets;
import io.lamella.sdk.version.Projects;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a rule is of: a dataset, or a project with all that is beneath. */
sealed interface Scope {
  /** The project when it alone was named, else the dataset. */
  static Scope of(Session session, VersionOptions options) throws IOException {
    Optional<String> project = options.wholeProject();
    Projects projects = session.client().projects();
    Datasets datasets = session.client().datasets();
    return project.isPresent()
        ? new OfProject(projects, datasets, projects.find(project.get()))
        : new OfDataset(datasets, new Target(session).dataset(options));
  }

  String project();

  /** Name of the dataset; null: it is a project. */
  @Nullable String name();

  CleanupRuleView rule();

  CleanupRuleView set(SetCleanupRule rule);

  void remove();

  Stream<DatasetView> datasets();

  default String display() {
    return name() == null ? project() : project() + "/" + name();
  }

  /** A dataset. */
  record OfDataset(Datasets all, DatasetView dataset) implements Scope {
    @Override
    public String project() {
      return dataset.project();
    }

    @Override
    public String name() {
      return dataset.name();
    }

    @Override
    public CleanupRuleView rule() {
      return all.cleanupRule(dataset.id());
    }

    @Override
    public CleanupRuleView set(SetCleanupRule rule) {
      return all.setCleanupRule(dataset.id(), rule);
    }

    @Override
    public void remove() {
      all.removeCleanupRule(dataset.id());
    }

    @Override
    public Stream<DatasetView> datasets() {
      return Stream.of(dataset);
    }
  }

  /** A project. */
  record OfProject(Projects all, Datasets inIt, ProjectView view) implements Scope {
    @Override
    public String project() {
      return view.path();
    }

    @Override
    public @Nullable String name() {
      return null;
    }

    @Override
    public CleanupRuleView rule() {
      return all.cleanupRule(view.id());
    }

    @Override
    public CleanupRuleView set(SetCleanupRule rule) {
      return all.setCleanupRule(view.id(), rule);
    }

    @Override
    public void remove() {
      all.removeCleanupRule(view.id());
    }

    @Override
    public Stream<DatasetView> datasets() {
      return inIt.search(view.path(), true, null, false, List.of());
    }
  }
}
