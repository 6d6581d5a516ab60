package io.lamella.metadata.dataset;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.rest.ChangeDataset;
import io.lamella.contracts.rest.DeleteResult;
import io.lamella.contracts.rest.RestoreResult;
import io.lamella.metadata.event.Events;
import io.lamella.metadata.limit.Rules;
import io.lamella.metadata.project.Dataset;
import io.lamella.metadata.version.Catalog;
import io.lamella.metadata.version.Deletion;
import io.lamella.metadata.version.Restoration;
import io.lamella.metadata.version.Transitions;
import io.lamella.metadata.version.VersionEvents;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Changes and deletes whole datasets. */
@ApplicationScoped
public class DatasetChanges {
  private static final String VERSIONS = "select v.id from Version v where v.dataset.id = :id";
  private static final String VERSIONS_IN_USE = VERSIONS + " and v.trashed is null";
  private static final String VERSIONS_SHOWN =
      VERSIONS_IN_USE + " and v.archived = false order by v.created, v.id";
  private static final String REMOVE_EMPTY =
      "DELETE FROM dataset d WHERE d.id = :id"
          + " AND NOT EXISTS (SELECT FROM version v WHERE v.dataset = d.id)";

  /** By the same clock as its versions, which are restored with it. */
  private static final String PUT_AWAY =
      "UPDATE dataset SET trashed = now(), row_version = row_version + 1"
          + " WHERE id = :id AND trashed IS NULL";

  /** From the deletion that was seen: one that came since has put away its versions as well. */
  private static final String BRING_BACK =
      "UPDATE dataset SET trashed = NULL, row_version = row_version + 1"
          + " WHERE id = :id AND trashed = :seen";

  private final DatasetCatalog catalog;
  private final Catalog versions;
  private final Events events;
  private final Deletion deletion;
  private final Restoration restoration;
  private final Rules rules;

  @Inject
  DatasetChanges(
      DatasetCatalog catalog,
      Catalog versions,
      Events events,
      Deletion deletion,
      Restoration restoration,
      Rules rules) {
    this.catalog = catalog;
    this.versions = versions;
    this.events = events;
    this.deletion = deletion;
    this.restoration = restoration;
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
        },
        (session, dataset) -> Uni.createFrom().voidItem());
  }

  /**
   * Hides a dataset and its versions from names and search, or shows it again; of each version that
   * is hidden or shown by it that is told.
   */
  public Uni<Void> archive(UUID id, boolean archived, String by) {
    return change(
            id,
            dataset -> dataset.archived = archived,
            (session, dataset) -> tell(session, dataset, by))
        .invoke(events::wake);
  }

  private Uni<Void> tell(Mutiny.Session session, Dataset dataset, String by) {
    String type = dataset.archived ? EventType.VERSION_ARCHIVED : EventType.VERSION_UNARCHIVED;
    return session
        .createQuery(VERSIONS_SHOWN, UUID.class)
        .setParameter("id", dataset.id)
        .getResultList()
        .chain(ids -> versions.loadAll(session, ids))
        .map(
            found ->
                found.stream()
                    .map(version -> VersionEvents.happened(type, version, by, dataset.updated))
                    .toList())
        .chain(told -> events.append(session, told));
  }

  /**
   * @param then what comes with the change, in its transaction, if it makes a difference
   */
  private Uni<Void> change(
      UUID id, Consumer<Dataset> change, BiFunction<Mutiny.Session, Dataset, Uni<Void>> then) {
    return Transitions.racing(
        () ->
            Panache.withTransaction(
                () ->
                    Panache.getSession()
                        .chain(
                            session ->
                                catalog
                                    .load(session, id)
                                    .chain(
                                        dataset ->
                                            changes(dataset, change)
                                                ? session
                                                    .flush()
                                                    .chain(() -> then.apply(session, dataset))
                                                : Uni.createFrom().voidItem()))));
  }

  private static boolean changes(Dataset dataset, Consumer<Dataset> change) {
    dataset.requireInUse();
    Changeable before = Changeable.of(dataset);
    change.accept(dataset);
    if (Changeable.of(dataset).equals(before)) {
      return false;
    }
    dataset.updated = Transitions.now();
    return true;
  }

  /** What a change may differ in. */
  private record Changeable(String description, List<String> tags, boolean archived) {
    static Changeable of(Dataset dataset) {
      return new Changeable(dataset.description, dataset.tags, dataset.archived);
    }
  }

  /**
   * Puts a dataset into the trash with all of its versions, or deletes them for good. One that has
   * no versions, in the trash either, goes at once.
   *
   * @throws LamellaException {@code wrong-state} when it has versions and {@code force} is not
   *     said, {@code has-children} when versions of other datasets were built on them
   */
  public Uni<DeleteResult> delete(UUID id, Deletion.How how, String by) {
    return deletion.run(
        session ->
            session
                .find(Dataset.class, id, LockModeType.PESSIMISTIC_WRITE)
                .call(dataset -> session.fetch(known(dataset, id).project))
                .chain(dataset -> delete(session, dataset, how, by)));
  }

  /**
   * Brings a dataset back from the trash with the versions that went there with it; one that is in
   * use stays as it is.
   *
   * @param cascade with what they build on elsewhere
   * @throws LamellaException {@code wrong-state} naming what has to be restored before it
   */
  public Uni<RestoreResult> restore(UUID id, boolean cascade, String by) {
    return restoration.run(
        session ->
            catalog
                .load(session, id)
                .chain(
                    dataset ->
                        dataset.trashed == null
                            ? Uni.createFrom().item(new RestoreResult(List.of()))
                            : restore(session, id, dataset.trashed, cascade, by)));
  }

  private Uni<RestoreResult> restore(
      Mutiny.Session session, UUID id, Instant seen, boolean cascade, String by) {
    return restoration
        .dataset(session, id, cascade, by)
        .call(
            () ->
                session
                    .createNativeQuery(BRING_BACK)
                    .setParameter("id", id)
                    .setParameter("seen", seen)
                    .executeUpdate());
  }

  private static Dataset known(@Nullable Dataset dataset, UUID id) {
    if (dataset == null) {
      throw new LamellaException(ErrorCode.DATASET_NOT_FOUND, "there is no dataset " + id);
    }
    return dataset;
  }

  private Uni<DeleteResult> delete(
      Mutiny.Session session, Dataset dataset, Deletion.How how, String by) {
    UUID id = dataset.id;
    return session
        .createQuery(how.now() ? VERSIONS : VERSIONS_IN_USE, UUID.class)
        .setParameter("id", id)
        .getResultList()
        .invoke(versions -> refuseUnforced(dataset, versions, how.force() || how.dryRun()))
        .chain(versions -> deletion.dataset(session, id, versions, forced(how), by))
        .call(result -> how.dryRun() ? Uni.createFrom().voidItem() : putAway(session, id));
  }

  /** Whoever may delete the dataset may delete what is published in it. */
  private static Deletion.How forced(Deletion.How how) {
    return new Deletion.How(true, false, how.now(), how.dryRun());
  }

  private static Uni<Integer> putAway(Mutiny.Session session, UUID id) {
    return session
        .createNativeQuery(REMOVE_EMPTY)
        .setParameter("id", id)
        .executeUpdate()
        .chain(
            removed ->
                removed > 0
                    ? Uni.createFrom().item(removed)
                    : session.createNativeQuery(PUT_AWAY).setParameter("id", id).executeUpdate());
  }

  private static void refuseUnforced(Dataset dataset, List<UUID> versions, boolean forced) {
    if (!versions.isEmpty() && !forced) {
      throw new LamellaException(
          ErrorCode.WRONG_STATE,
          dataset.name + " has " + versions.size() + " versions: delete it with force");
    }
  }
}
