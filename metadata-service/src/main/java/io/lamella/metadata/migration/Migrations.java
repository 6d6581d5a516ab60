package io.lamella.metadata.migration;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.MigrationProgressed;
import io.lamella.contracts.event.MigrationRequested;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.MigrationView;
import io.lamella.contracts.rest.Page;
import io.lamella.kit.outbox.OutboxEvent;
import io.lamella.metadata.dataset.DatasetCatalog;
import io.lamella.metadata.event.Events;
import io.lamella.metadata.limit.Cursor;
import io.lamella.metadata.limit.Paging;
import io.lamella.metadata.project.Dataset;
import io.lamella.metadata.store.Places;
import io.lamella.metadata.store.Stores;
import io.lamella.metadata.version.Transitions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Brings the domains of a dataset to another store. From the transaction that begins it all tickets
 * name the new store, and the former one for what is not there yet; upload-service brings the packs
 * and says how far it is.
 */
@ApplicationScoped
public class Migrations {
  /** Parts of the cursor of a listing. */
  static final int CURSOR_PARTS = 2;

  private static final String OF_DATASET =
      "SELECT DISTINCT v.domain, v.store FROM version v WHERE v.dataset = :dataset"
          + " ORDER BY v.domain";

  /** What is allowed to change in versions only within this transaction. */
  private static final String ALLOW = "SELECT set_config('lamella.migrates', 'on', true)";

  private static final String LIES_ELSEWHERE =
      """
      UPDATE version SET
        row_version = row_version + 1,
        store = CASE WHEN domain = :domain THEN :store ELSE store END,
        domains = jsonb_build_object('all', (
          SELECT jsonb_agg(
            CASE WHEN d.value->>'id' = :domain
              THEN jsonb_build_object('id', CAST(:domain AS text), 'store', CAST(:store AS text),
                                      'former', NULLIF(CAST(:former AS text), ''))
              ELSE d.value END
            ORDER BY d.ordinality)
          FROM jsonb_array_elements(domains->'all') WITH ORDINALITY AS d))
      WHERE domains->'all' @> jsonb_build_array(jsonb_build_object('id', CAST(:domain AS text)))
      """;

  private static final String NEW_VERSIONS_TOO =
      "UPDATE dataset SET storage = :target, row_version = row_version + 1"
          + " WHERE domain_project = :project AND storage = :source";

  private static final String DATASET_TOO =
      "UPDATE dataset SET storage = :target, row_version = row_version + 1"
          + " WHERE id = :dataset AND storage <> :target";

  private static final String TOGETHER =
      "SELECT DISTINCT p.path || '/' || d.name FROM version v JOIN dataset d ON d.id = v.dataset"
          + " JOIN project p ON p.id = d.project WHERE v.domain = :domain ORDER BY 1";

  private static final String PAGE =
      "from Migration m where (:any = true or m.domain in"
          + " (select v.domain from Version v where v.dataset.id = :dataset))"
          + " and (m.asked, m.id) < (:asked, :before) order by m.asked desc, m.id desc";

  private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");
  private static final UUID NOBODY = new UUID(0, 0);

  private final DatasetCatalog datasets;
  private final Stores stores;
  private final Places places;
  private final Events events;

  @Inject
  Migrations(DatasetCatalog datasets, Stores stores, Places places, Events events) {
    this.datasets = datasets;
    this.stores = stores;
    this.places = places;
    this.events = events;
  }

  private record Domain(String id, String store) {}

  /**
   * Brings all domains of a dataset to a store; those that lie there stay, and what is on its way
   * there already is answered.
   *
   * @param to URI or name of the store
   * @throws LamellaException {@code conflict} while one of them is brought elsewhere
   */
  Uni<List<MigrationView>> begin(UUID dataset, String to, boolean keep, String by) {
    String target = stores.choose(to, null);
    return Panache.withTransaction(
            () ->
                Panache.getSession()
                    .chain(
                        session ->
                            places
                                .holdAlone(session)
                                .chain(() -> datasets.load(session, dataset))
                                .chain(found -> begin(session, found, target, keep, by))))
        .invoke(events::wake)
        .chain(
            begun ->
                Panache.withSession(
                    () -> Panache.getSession().chain(session -> views(session, begun))));
  }

  private Uni<List<Migration>> begin(
      Mutiny.Session session, Dataset dataset, String target, boolean keep, String by) {
    return domains(session, dataset.id)
        .chain(
            domains ->
                Multi.createFrom()
                    .iterable(domains)
                    .onItem()
                    .transformToUniAndConcatenate(
                        domain -> begin(session, dataset, domain, target, keep, by))
                    .collect()
                    .asList())
        .map(begun -> begun.stream().flatMap(List::stream).toList())
        .call(
            () ->
                session
                    .createNativeQuery(DATASET_TOO)
                    .setParameter("dataset", dataset.id)
                    .setParameter("target", target)
                    .executeUpdate());
  }

  private static Uni<List<Domain>> domains(Mutiny.Session session, UUID dataset) {
    return session
        .createNativeQuery(OF_DATASET, Object[].class)
        .setParameter("dataset", dataset)
        .getResultList()
        .map(
            rows ->
                rows.stream().map(row -> new Domain((String) row[0], (String) row[1])).toList());
  }

  private Uni<List<Migration>> begin(
      Mutiny.Session session,
      Dataset dataset,
      Domain domain,
      String target,
      boolean keep,
      String by) {
    return session
        .createQuery(
            "from Migration m where m.domain = :domain and m.ended is null", Migration.class)
        .setParameter("domain", domain.id())
        .getResultList()
        .chain(
            running -> {
              if (running.stream().anyMatch(one -> !one.target.equals(target))) {
                throw new LamellaException(
                    ErrorCode.CONFLICT,
                    "what "
                        + dataset.name
                        + " has stored is on its way to "
                        + running.get(0).target
                        + ": wait for the end of that");
              }
              return running.isEmpty() && !domain.store().equals(target)
                  ? start(session, dataset, domain, target, keep, by).map(List::of)
                  : Uni.createFrom().item(running);
            });
  }

  private Uni<Migration> start(
      Mutiny.Session session,
      Dataset dataset,
      Domain domain,
      String target,
      boolean keep,
      String by) {
    Migration migration = new Migration();
    migration.id = UUID.randomUUID();
    migration.domain = domain.id();
    migration.source = domain.store();
    migration.target = target;
    migration.keep = keep;
    migration.askedBy = by;
    migration.asked = Transitions.now();
    MigrationRequested request = new MigrationRequested(migration.id, domain.id(), target, keep);
    return session
        .persist(migration)
        .chain(session::flush)
        .chain(() -> places.note(session, domain.id(), dataset.domainProject, target))
        .chain(() -> lie(session, domain.id(), target, domain.store()))
        .chain(
            () ->
                session
                    .createNativeQuery(NEW_VERSIONS_TOO)
                    .setParameter("project", dataset.domainProject)
                    .setParameter("source", domain.store())
                    .setParameter("target", target)
                    .executeUpdate())
        .chain(
            () ->
                events.append(
                    session,
                    OutboxEvent.of(
                        Topic.STORES, domain.id(), EventType.MIGRATION_REQUESTED, request)))
        .replaceWith(migration);
  }

  /** Writes into all versions where a domain lies; tickets say what these say. */
  private static Uni<Void> lie(
      Mutiny.Session session, String domain, String store, @Nullable String former) {
    return session
        .createNativeQuery(ALLOW, String.class)
        .getSingleResult()
        .chain(
            () ->
                session
                    .createNativeQuery(LIES_ELSEWHERE)
                    .setParameter("domain", domain)
                    .setParameter("store", store)
                    .setParameter("former", former == null ? "" : former)
                    .executeUpdate())
        .replaceWithVoid();
  }

  /** Takes in how far upload-service is; after the last pack no ticket names the former store. */
  public Uni<Void> progressed(MigrationProgressed news) {
    return Panache.withTransaction(
        () ->
            Panache.getSession()
                .chain(
                    session ->
                        (news.done() ? places.holdAlone(session) : Uni.createFrom().voidItem())
                            .chain(() -> session.find(Migration.class, news.migration()))
                            .chain(
                                migration ->
                                    migration == null || migration.ended != null
                                        ? Uni.createFrom().voidItem()
                                        : progressed(session, migration, news))));
  }

  private static Uni<Void> progressed(
      Mutiny.Session session, Migration migration, MigrationProgressed news) {
    migration.packs = news.packs();
    migration.moved = news.moved();
    migration.bytes = news.bytes();
    migration.movedBytes = news.movedBytes();
    migration.problem = news.problem();
    if (!news.done()) {
      return session.flush();
    }
    migration.ended = Transitions.now();
    return session.flush().chain(() -> lie(session, migration.domain, migration.target, null));
  }

  /** Migrations of all, or of what a dataset has stored. */
  Uni<Page<MigrationView>> page(@Nullable UUID dataset, Paging.Wanted wanted) {
    Cursor after = wanted.after();
    return Panache.withSession(
        () ->
            Panache.getSession()
                .chain(
                    session ->
                        session
                            .createQuery(PAGE, Migration.class)
                            .setParameter("any", dataset == null)
                            .setParameter("dataset", dataset == null ? NOBODY : dataset)
                            .setParameter("asked", after == null ? END_OF_TIME : after.time(0))
                            .setParameter("before", after == null ? NOBODY : after.id(1))
                            .setMaxResults(wanted.rows())
                            .getResultList()
                            .chain(found -> views(session, found))
                            .map(views -> wanted.page(views.size(), views, Migrations::place))));
  }

  private static Cursor place(MigrationView last) {
    return Cursor.of(last.asked().toString(), last.id().toString());
  }

  /**
   * One migration.
   *
   * @throws LamellaException {@code not-found}
   */
  Uni<MigrationView> view(UUID id) {
    return Panache.withSession(
        () ->
            Panache.getSession()
                .chain(
                    session ->
                        session
                            .find(Migration.class, id)
                            .onItem()
                            .ifNull()
                            .failWith(
                                () ->
                                    new LamellaException(
                                        ErrorCode.NOT_FOUND, "there is no migration " + id))
                            .chain(found -> view(session, found))));
  }

  private static Uni<List<MigrationView>> views(Mutiny.Session session, List<Migration> all) {
    return Multi.createFrom()
        .iterable(new ArrayList<>(all))
        .onItem()
        .transformToUniAndConcatenate(one -> view(session, one))
        .collect()
        .asList();
  }

  private static Uni<MigrationView> view(Mutiny.Session session, Migration m) {
    return session
        .createNativeQuery(TOGETHER, String.class)
        .setParameter("domain", m.domain)
        .getResultList()
        .map(
            datasets ->
                new MigrationView(
                    m.id,
                    m.ended == null ? "running" : "done",
                    m.source,
                    m.target,
                    m.keep,
                    datasets,
                    m.packs,
                    m.moved,
                    m.bytes,
                    m.movedBytes,
                    m.problem,
                    m.askedBy,
                    m.asked,
                    m.ended));
  }
}
