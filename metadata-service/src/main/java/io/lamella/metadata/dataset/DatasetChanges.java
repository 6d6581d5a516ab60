package io.lamella.metadata.dataset;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.ChangeDataset;
import io.lamella.contracts.rest.DeleteResult;
import io.lamella.metadata.limit.Rules;
import io.lamella.metadata.project.Dataset;
import io.lamella.metadata.version.Deletion;
import io.lamella.metadata.version.Transitions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Changes and deletes whole datasets. */
@ApplicationScoped
public class DatasetChanges {
  private final DatasetCatalog catalog;
  private final Deletion deletion;
  private final Rules rules;

  @Inject
  DatasetChanges(DatasetCatalog catalog, Deletion deletion, Rules rules) {
    this.catalog = catalog;
    this.deletion = deletion;
    this.rules = rules;
  }

  /** Changes description and tags. */
  public Uni<Void> apply(UUID id, ChangeDataset change) {
    @Nullable String description =
        change.description() == null ? null : rules.text("the description", change.description());
    return change(
        id,
        dataset -> {
          if (description != null) {
            dataset.description = description;
          }
          TreeSet<String> tags = new TreeSet<>(dataset.tags);
          change.removeTags().forEach(tags::remove);
          tags.addAll(change.addTags());
          dataset.tags = rules.tags(tags);
        });
  }

  /** Hides a dataset and its versions from names and search, or shows it again. */
  public Uni<Void> archive(UUID id, boolean archived) {
    return change(id, dataset -> dataset.archived = archived);
  }

  private Uni<Void> change(UUID id, Consumer<Dataset> change) {
    return Transitions.racing(
        () ->
            Panache.withTransaction(
                () ->
                    Panache.getSession()
                        .chain(session -> catalog.load(session, id))
                        .invoke(dataset -> change(dataset, change))
                        .replaceWithVoid()));
  }

  private static void change(Dataset dataset, Consumer<Dataset> change) {
    Changeable before = Changeable.of(dataset);
    change.accept(dataset);
    if (!Changeable.of(dataset).equals(before)) {
      dataset.updated = Transitions.now();
    }
  }

  /** What a change may differ in. */
  private record Changeable(String description, List<String> tags, boolean archived) {
    static Changeable of(Dataset dataset) {
      return new Changeable(dataset.description, dataset.tags, dataset.archived);
    }
  }

  /**
   * Deletes a dataset with all of its versions.
   *
   * @throws LamellaException {@code wrong-state} when it has versions and {@code force} is not
   *     said, {@code has-children} when versions of other datasets were built on them
   */
  public Uni<DeleteResult> delete(UUID id, boolean force, boolean dryRun, String by) {
    return deletion.run(
        session ->
            session
                .find(Dataset.class, id, LockModeType.PESSIMISTIC_WRITE)
                .call(dataset -> session.fetch(known(dataset, id).project))
                .chain(dataset -> delete(session, dataset, force, dryRun, by)));
  }

  private static Dataset known(@Nullable Dataset dataset, UUID id) {
    if (dataset == null) {
      throw new LamellaException(ErrorCode.DATASET_NOT_FOUND, "there is no dataset " + id);
    }
    return dataset;
  }

  private Uni<DeleteResult> delete(
      Mutiny.Session session, Dataset dataset, boolean force, boolean dryRun, String by) {
    return session
        .createQuery("select v.id from Version v where v.dataset.id = :id", UUID.class)
        .setParameter("id", dataset.id)
        .getResultList()
        .invoke(versions -> refuseUnforced(dataset, versions, force || dryRun))
        .chain(versions -> deletion.dataset(session, dataset.id, versions, dryRun, by))
        .call(result -> dryRun ? Uni.createFrom().voidItem() : remove(session, dataset));
  }

  private static Uni<Integer> remove(Mutiny.Session session, Dataset dataset) {
    return session
        .createMutationQuery("delete from Dataset d where d.id = :id")
        .setParameter("id", dataset.id)
        .executeUpdate();
  }

  private static void refuseUnforced(Dataset dataset, List<UUID> versions, boolean forced) {
    if (!versions.isEmpty() && !forced) {
      throw new LamellaException(
          ErrorCode.WRONG_STATE,
          dataset.name + " has " + versions.size() + " versions: delete it with force");
    }
  }
}
