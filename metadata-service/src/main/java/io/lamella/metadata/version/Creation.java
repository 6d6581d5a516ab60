package io.lamella.metadata.version;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.rest.CreateVersion;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.metadata.console.Console;
import io.lamella.metadata.console.Said;
import io.lamella.metadata.event.Events;
import io.lamella.metadata.merge.MergePlan;
import io.lamella.metadata.merge.MergePlanner;
import io.lamella.metadata.project.Dataset;
import io.lamella.metadata.project.Datasets;
import io.lamella.metadata.project.Projects;
import io.lamella.metadata.store.Domains;
import io.lamella.metadata.store.Places;
import io.lamella.metadata.store.Stores;
import io.lamella.metadata.version.CreationRules.Wish;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Makes versions. The version, its number, missing projects and its dataset, the idempotency key
 * and the event come in one transaction; creators of one dataset take turns. A dataset in the trash
 * is in use again with its new version; what it had before stays in the trash.
 */
@ApplicationScoped
public class Creation {
  /** A parent that is there stays until the end of the transaction. */
  private static final String KEEP =
      "SELECT v.id FROM version v WHERE v.id IN (:ids) ORDER BY v.id FOR KEY SHARE";

  private final Projects projects;
  private final Datasets datasets;
  private final Catalog catalog;
  private final CreationRules rules;
  private final Idempotency idempotency;
  private final Stores stores;
  private final Places places;
  private final MergePlanner planner;
  private final Events events;
  private final Console console;

  @Inject
  Creation(
      Projects projects,
      Datasets datasets,
      Catalog catalog,
      CreationRules rules,
      Idempotency idempotency,
      Stores stores,
      Places places,
      MergePlanner planner,
      Events events,
      Console console) {
    this.projects = projects;
    this.datasets = datasets;
    this.catalog = catalog;
    this.rules = rules;
    this.idempotency = idempotency;
    this.stores = stores;
    this.places = places;
    this.planner = planner;
    this.events = events;
    this.console = console;
  }

  /**
   * Makes a version, or answers the one that the same request with the same key made before.
   *
   * @param key idempotency key; may be null
   */
  public Uni<UUID> create(CreateVersion request, @Nullable String key, String by) {
    CreateVersion checked = rules.check(request);
    Idempotency.@Nullable Key claim = key == null ? null : Idempotency.Key.of(by, key, request);
    return Panache.withSession(
            () -> Panache.getSession().chain(session -> before(session, checked, claim)))
        .chain(
            before ->
                before.made() != null
                    ? Uni.createFrom().item(before.made())
                    : Transitions.racing(
                            () -> transaction(Objects.requireNonNull(before.wish()), claim, by))
                        .invoke(events::wake));
  }

  /** Creators of one dataset take turns; an id may have been taken in another one meanwhile. */
  private Uni<UUID> transaction(Wish wish, Idempotency.@Nullable Key claim, String by) {
    return Panache.withTransaction(
            () -> Panache.getSession().chain(session -> once(session, wish, claim, by)))
        .onFailure(e -> e instanceof ConstraintViolationException && wish.request().id() != null)
        .transform(e -> new OptimisticLockException("another version has its id now", e));
  }

  /** What is known before the transaction: a version made by the same request, or what to make. */
  private record Before(@Nullable UUID made, @Nullable Wish wish) {}

  private Uni<Before> before(
      Mutiny.Session session, CreateVersion request, Idempotency.@Nullable Key claim) {
    Uni<@Nullable UUID> made =
        claim == null ? Uni.createFrom().nullItem() : idempotency.find(session, claim);
    return made.chain(
        id ->
            id != null
                ? Uni.createFrom().item(new Before(id, null))
                : rules.complete(session, request).map(wish -> new Before(null, wish)));
  }

  private Uni<UUID> once(
      Mutiny.Session session, Wish wish, Idempotency.@Nullable Key claim, String by) {
    UUID id = Objects.requireNonNullElseGet(wish.request().id(), UUID::randomUUID);
    if (claim == null) {
      return make(session, id, wish, by);
    }
    return idempotency
        .claim(session, claim, id)
        .chain(
            mine ->
                mine
                    ? make(session, id, wish, by)
                    : idempotency
                        .find(session, claim)
                        .onItem()
                        .ifNull()
                        .failWith(() -> new OptimisticLockException("what it made is deleted")));
  }

  private Uni<UUID> make(Mutiny.Session session, UUID id, Wish wish, String by) {
    return lock(session, wish, by)
        .chain(
            dataset ->
                sameId(session, wish)
                    .chain(
                        there ->
                            there != null
                                ? Uni.createFrom().item(there)
                                : makeIn(session, id, wish, dataset, by)));
  }

  /**
   * The dataset of a wish, made where it is missing, and locked until the end of the transaction.
   */
  Uni<Dataset> lock(Mutiny.Session session, Wish wish, String by) {
    String storage = stores.choose(wish.request().storage(), null);
    return places
        .hold(session)
        .chain(() -> projects.ensure(session, wish.project(), by))
        .chain(
            project ->
                datasets
                    .lock(session, project, wish.name(), wish.profile(), storage, by)
                    .invoke(dataset -> dataset.project = project));
  }

  /** Makes a version in a dataset that is locked. */
  Uni<UUID> makeIn(Mutiny.Session session, UUID id, Wish wish, Dataset dataset, String by) {
    rules.fits(dataset, wish);
    dataset.trashed = null;
    return sources(session, wish)
        .chain(
            sources ->
                planner
                    .plan(session, sources.stream().map(Creation::inherited).toList(), wish.merge())
                    .chain(
                        plan -> make(session, id, wish, dataset, new Sources(sources, plan), by)));
  }

  /**
   * The version that has the id which is asked for; null when none has.
   *
   * @throws LamellaException {@code id-taken} when it is another than what is asked for
   */
  private Uni<@Nullable UUID> sameId(Mutiny.Session session, Wish wish) {
    UUID id = wish.request().id();
    if (id == null) {
      return Uni.createFrom().nullItem();
    }
    return catalog
        .loadAll(session, List.of(id))
        .map(
            found -> {
              if (found.isEmpty()) {
                return null;
              }
              Version there = found.get(0);
              String number = wish.request().number();
              if (there.trashed != null
                  || !there.dataset.project.path.equals(wish.project())
                  || !there.dataset.name.equals(wish.name())
                  || (number != null && !number.equals(there.number))) {
                throw new LamellaException(
                    ErrorCode.ID_TAKEN, there.display() + " has the id " + id);
              }
              return id;
            });
  }

  /** What a version is made of, and how when that is more than one parent. */
  private record Sources(List<Version> versions, @Nullable MergePlan plan) {}

  private Uni<List<Version>> sources(Mutiny.Session session, Wish wish) {
    if (wish.sources().isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return session
        .createNativeQuery(KEEP, UUID.class)
        .setParameter("ids", wish.sources())
        .getResultList()
        .chain(kept -> catalog.loadAll(session, wish.sources()))
        .map(
            found -> {
              Map<UUID, Version> byId =
                  found.stream().collect(Collectors.toMap(v -> v.id, Function.identity()));
              return wish.sources().stream().map(each -> usable(byId.get(each), each)).toList();
            });
  }

  private static Version usable(@Nullable Version parent, UUID id) {
    if (parent == null) {
      throw new LamellaException(ErrorCode.VERSION_NOT_FOUND, "there is no version " + id);
    }
    parent.requireInUse();
    if (!parent.state.isSealed()) {
      throw new LamellaException(
          ErrorCode.PARENT_NOT_FINAL,
          parent.display() + " is " + parent.state + "; a parent is Final or Published");
    }
    return parent;
  }

  private Uni<UUID> make(
      Mutiny.Session session, UUID id, Wish wish, Dataset dataset, Sources sources, String by) {
    String store = stores.choose(wish.request().storage(), dataset.storage);
    return places
        .of(session, dataset.domainProject, store)
        .chain(own -> make(session, id, wish, dataset, sources, own, by));
  }

  private Uni<UUID> make(
      Mutiny.Session session,
      UUID id,
      Wish wish,
      Dataset dataset,
      Sources sources,
      Ticket.Domain own,
      String by) {
    Instant now = afterAll(sources.versions());
    return datasets
        .number(session, dataset, id, wish.request().number(), now)
        .map(
            numbered -> {
              dataset.updated = now;
              Version version = new Version();
              version.id = id;
              version.dataset = dataset;
              version.number = numbered.number();
              version.numberKey = numbered.key().text();
              version.createdBy = by;
              version.created = now;
              version.updated = now;
              fill(version, wish.request(), dataset, sources, own);
              return version;
            })
        .call(session::persist)
        .call(
            version ->
                wish.squashes()
                    ? Uni.createFrom().voidItem()
                    : session.persistAll(edges(id, sources.versions())))
        .call(session::flush)
        .call(
            version ->
                console.append(
                    session,
                    id,
                    Said.byService(
                        now, by, VersionLines.created(version, wish, sources.versions()))))
        .call(
            version ->
                events.append(
                    session, VersionEvents.happened(EventType.VERSION_CREATED, version, by, now)))
        .replaceWith(id);
  }

  private static Ticket.Parent inherited(Version sealed) {
    return new Ticket.Parent(
        sealed.id,
        Objects.requireNonNull(sealed.digest),
        Objects.requireNonNull(sealed.root),
        null);
  }

  /** Now, and later than all it is made of: the youngest ancestor is the nearest. */
  private static Instant afterAll(List<Version> sources) {
    return sources.stream()
        .map(source -> source.created.plus(1, ChronoUnit.MICROS))
        .reduce(Transitions.now(), (one, other) -> one.isAfter(other) ? one : other);
  }

  private static void fill(
      Version version, CreateVersion request, Dataset dataset, Sources sources, Ticket.Domain own) {
    version.state = VersionState.UPLOADING;
    version.epoch = 1;
    version.profile = dataset.profile;
    version.store = own.store();
    version.domain = own.id();
    version.domains = Domains.of(own, sources.versions().stream().map(p -> p.domains).toList());
    version.merge = sources.plan();
    version.changes = ChangeCounts.NONE;
    version.tags = request.tags();
    version.description = Objects.requireNonNullElse(request.description(), "");
    version.message = Objects.requireNonNullElse(request.message(), "");
    version.metadata = request.metadata();
    version.producedBy = Objects.requireNonNullElse(request.producedBy(), Map.of());
  }

  private static Object[] edges(UUID version, List<Version> parents) {
    Object[] edges = new Object[parents.size()];
    for (int i = 0; i < edges.length; i++) {
      VersionParent edge = new VersionParent();
      edge.version = version;
      edge.position = i;
      edge.parent = parents.get(i).id;
      edges[i] = edge;
    }
    return edges;
  }
}
