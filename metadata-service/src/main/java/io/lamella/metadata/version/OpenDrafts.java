package io.lamella.metadata.version;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.CreateVersion;
import io.lamella.contracts.rest.VersionView;
import io.lamella.kit.caller.Caller;
import io.lamella.metadata.event.Events;
import io.lamella.metadata.project.Dataset;
import io.lamella.metadata.reference.Resolver;
import io.lamella.metadata.version.CreationRules.Wish;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The draft that files go into which come for a dataset: whoever asks for it gets the same one
 * until somebody finalizes or aborts it. Who makes one takes turns with all who make versions of
 * the dataset, so that of those who ask at the same time nobody makes a second one.
 */
@ApplicationScoped
class OpenDrafts {
  private static final String OF_DATASET =
      " FROM version v JOIN dataset d ON d.id = v.dataset JOIN project p ON p.id = d.project"
          + " WHERE p.path = :project AND d.name = :name AND v.state = 'UPLOADING'";

  /** Not what a window or an ingest fills and closes by itself. */
  private static final String OPEN =
      "SELECT v.id"
          + OF_DATASET
          + " AND NOT v.sealing AND NOT v.archived AND NOT d.archived"
          + " AND NOT EXISTS (SELECT FROM intake_window w WHERE w.version = v.id)"
          + " AND NOT EXISTS (SELECT FROM ingest i WHERE i.version = v.id AND i.state IN"
          + " ('accepted', 'loading', 'sealing') AND (i.makes OR CAST(i.request->>'finalizes' AS boolean)))"
          + " ORDER BY v.created DESC, v.id DESC";

  private static final String SEALING =
      "SELECT v.number" + OF_DATASET + " AND v.sealing ORDER BY v.created DESC, v.id DESC";

  private final Creation creation;
  private final CreationRules rules;
  private final Resolver resolver;
  private final Catalog catalog;
  private final Events events;

  @Inject
  OpenDrafts(
      Creation creation, CreationRules rules, Resolver resolver, Catalog catalog, Events events) {
    this.creation = creation;
    this.rules = rules;
    this.resolver = resolver;
    this.catalog = catalog;
    this.events = events;
  }

  /**
   * The newest open draft of the dataset with a ticket, or a new one on top of the newest finished
   * version. Missing project and dataset are made.
   *
   * @throws LamellaException {@code sealing} when the version that a new one would build on is
   *     being sealed, {@code wrong-state} when the dataset is archived
   */
  Uni<VersionView> open(String project, String name, Caller who) {
    Wish wish = wish(project, name);
    return Panache.withSession(
            () -> Panache.getSession().chain(session -> find(session, wish, who)))
        .chain(
            found ->
                found != null
                    ? Uni.createFrom().item(found)
                    : Transitions.racing(() -> findOrMake(wish, who)).invoke(events::wake));
  }

  private Wish wish(String project, String name) {
    CreateVersion request =
        rules.check(
            new CreateVersion(
                null, project, name, null, List.of(), List.of(), null, null, List.of(), null, null,
                null, null, Map.of(), Map.of()));
    return new Wish(request, project, name, List.of());
  }

  private Uni<@Nullable VersionView> find(Mutiny.Session session, Wish wish, Caller who) {
    return session
        .createNativeQuery(OPEN, UUID.class)
        .setParameter("project", wish.project())
        .setParameter("name", wish.name())
        .setMaxResults(1)
        .getResultList()
        .chain(
            found ->
                found.isEmpty() ? Uni.createFrom().nullItem() : show(session, found.get(0), who));
  }

  /** What was closed since it was found counts as not found. */
  private Uni<@Nullable VersionView> show(Mutiny.Session session, UUID id, Caller who) {
    return catalog
        .loadAll(session, List.of(id))
        .chain(
            found ->
                found.isEmpty() || !isOpen(found.get(0))
                    ? Uni.createFrom().nullItem()
                    : catalog.show(session, found.get(0), who));
  }

  private static boolean isOpen(Version version) {
    return version.state == VersionState.UPLOADING && !version.sealing;
  }

  private Uni<VersionView> findOrMake(Wish wish, Caller who) {
    return Panache.withTransaction(
        () ->
            Panache.getSession()
                .chain(
                    session ->
                        creation
                            .lock(session, wish, who.name())
                            .chain(dataset -> findOrMake(session, wish, dataset, who))));
  }

  private Uni<VersionView> findOrMake(
      Mutiny.Session session, Wish wish, Dataset dataset, Caller who) {
    return find(session, wish, who)
        .chain(
            found ->
                found != null
                    ? Uni.createFrom().item(found)
                    : make(session, wish, dataset, who.name())
                        .chain(id -> catalog.show(session, id, who)));
  }

  private Uni<UUID> make(Mutiny.Session session, Wish wish, Dataset dataset, String by) {
    rules.fits(dataset, wish);
    return requireNoneSealing(session, wish)
        .chain(() -> parents(session, wish, dataset))
        .chain(
            parents ->
                creation.makeIn(
                    session,
                    UUID.randomUUID(),
                    new Wish(wish.request(), wish.project(), wish.name(), parents),
                    dataset,
                    by));
  }

  /** What is being sealed would be missing in a version that is begun beside it. */
  private static Uni<Void> requireNoneSealing(Mutiny.Session session, Wish wish) {
    return session
        .createNativeQuery(SEALING, String.class)
        .setParameter("project", wish.project())
        .setParameter("name", wish.name())
        .setMaxResults(1)
        .getResultList()
        .invoke(
            found -> {
              if (!found.isEmpty()) {
                throw new LamellaException(
                    ErrorCode.SEALING,
                    "%s/%s@%s is being sealed, and the next version builds on it: try again soon"
                        .formatted(wish.project(), wish.name(), found.get(0)));
              }
            })
        .replaceWithVoid();
  }

  /** Of a dataset in the trash all versions are there, too. */
  private Uni<List<UUID>> parents(Mutiny.Session session, Wish wish, Dataset dataset) {
    return dataset.trashed != null
        ? Uni.createFrom().item(List.of())
        : resolver
            .latest(session, wish.project(), wish.name())
            .map(newest -> newest.stream().toList());
  }
}
