package io.lamella.metadata.ingest;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.IngestPlanned;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.CreateVersion;
import io.lamella.contracts.rest.IngestTarget;
import io.lamella.kit.outbox.OutboxEvent;
import io.lamella.metadata.event.Events;
import io.lamella.metadata.reference.Reference;
import io.lamella.metadata.reference.Resolver;
import io.lamella.metadata.version.Catalog;
import io.lamella.metadata.version.Creation;
import io.lamella.metadata.version.Move;
import io.lamella.metadata.version.Tickets;
import io.lamella.metadata.version.Transitions;
import io.lamella.metadata.version.Version;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Makes or finds the draft of an accepted ingest, and tells upload-service of it. Each step finds
 * what it did before: who begins again after a crash makes nothing twice.
 */
@ApplicationScoped
class Beginnings {
  private static final String LOADING =
      "UPDATE ingest SET state = 'loading', started = now(), updated = now() WHERE id = :id AND"
          + " attempt = :attempt AND state = 'accepted'";

  private static final String ASKED =
      "UPDATE ingest SET updated = now() WHERE id = :id AND attempt = :attempt AND state ="
          + " 'loading' AND NOT loaded AND updated < now() - interval '2 minutes'";

  private final Creation creation;
  private final Resolver resolver;
  private final Catalog catalog;
  private final Transitions transitions;
  private final Tickets tickets;
  private final Events events;

  @Inject
  Beginnings(
      Creation creation,
      Resolver resolver,
      Catalog catalog,
      Transitions transitions,
      Tickets tickets,
      Events events) {
    this.creation = creation;
    this.resolver = resolver;
    this.catalog = catalog;
    this.transitions = transitions;
    this.tickets = tickets;
    this.events = events;
  }

  /**
   * Begins.
   *
   * @throws LamellaException when its target cannot be had, and why
   */
  Uni<Void> begin(Ingest ingest) {
    Uni<Void> target =
        ingest.makes() ? make(ingest).chain(() -> reopen(ingest)) : Uni.createFrom().voidItem();
    return target.chain(() -> plan(ingest, LOADING));
  }

  /** Tells upload-service once more of an ingest of which nothing was heard for a while. */
  Uni<Void> askAgain(Ingest ingest) {
    return plan(ingest, ASKED);
  }

  private Uni<Void> plan(Ingest ingest, String change) {
    return Transitions.racing(
            () ->
                Panache.withTransaction(
                    () -> Panache.getSession().chain(session -> plan(session, ingest, change))))
        .invoke(events::wake)
        .replaceWithVoid();
  }

  private Uni<UUID> make(Ingest ingest) {
    IngestTarget target = ingest.request().target();
    return parents(target)
        .chain(
            parents ->
                creation.create(
                    new CreateVersion(
                        ingest.version(),
                        target.project(),
                        target.dataset(),
                        target.version(),
                        parents,
                        List.of(),
                        null,
                        null,
                        target.tags(),
                        null,
                        target.message(),
                        null,
                        null,
                        target.metadata(),
                        producedBy(ingest)),
                    null,
                    ingest.caller()));
  }

  private static Map<String, Object> producedBy(Ingest ingest) {
    String id = ingest.id().toString();
    return ingest.keyed() ? Map.of("ingest", id, "key", ingest.key()) : Map.of("ingest", id);
  }

  /** Ids of the parents; those of a dataset's own that has no such version yet are left out. */
  private Uni<List<String>> parents(IngestTarget target) {
    if (target.parents().isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    Reference.InDataset base =
        new Reference.InDataset(
            Objects.requireNonNull(target.project()),
            Objects.requireNonNull(target.dataset()),
            Reference.Selector.LATEST);
    return Panache.withSession(
        () ->
            Panache.getSession()
                .chain(
                    session ->
                        Multi.createFrom()
                            .iterable(target.parents())
                            .onItem()
                            .transformToUniAndConcatenate(
                                reference -> parent(session, reference, base))
                            .select()
                            .where(Optional::isPresent)
                            .map(Optional::get)
                            .select()
                            .distinct()
                            .collect()
                            .asList()));
  }

  private Uni<Optional<String>> parent(
      Mutiny.Session session, String reference, Reference.InDataset base) {
    return resolver
        .find(session, reference, base, false)
        .map(id -> Optional.of(id.toString()))
        .onFailure(failure -> reference.startsWith("@") && isAbsent(failure))
        .recoverWithItem(Optional.empty());
  }

  private static boolean isAbsent(Throwable failure) {
    return failure instanceof LamellaException known
        && (known.code() == ErrorCode.VERSION_NOT_FOUND
            || known.code() == ErrorCode.DATASET_NOT_FOUND);
  }

  /** Of another attempt the version may have failed, or been given up. */
  private Uni<Void> reopen(Ingest ingest) {
    return Panache.withSession(
            () -> Panache.getSession().chain(session -> catalog.load(session, ingest.version())))
        .chain(
            version ->
                version.state == VersionState.FAILED || version.state == VersionState.ABORTED
                    ? transitions.move(ingest.version(), Move.RESUME, ingest.caller())
                    : Uni.createFrom().voidItem());
  }

  private Uni<Void> plan(Mutiny.Session session, Ingest ingest, String change) {
    return catalog
        .hold(session, ingest.version())
        .invoke(Beginnings::requireOpen)
        .chain(
            version ->
                session
                    .createNativeQuery(change)
                    .setParameter("id", ingest.id())
                    .setParameter("attempt", ingest.attempt())
                    .executeUpdate()
                    .chain(
                        done ->
                            done == 1
                                ? tell(session, ingest, version)
                                : Uni.createFrom().voidItem()));
  }

  private static void requireOpen(Version version) {
    if (version.state != VersionState.UPLOADING || version.sealing) {
      throw new LamellaException(
          ErrorCode.WRONG_STATE,
          version.display()
              + " is "
              + (version.sealing ? "being sealed" : version.state.toString())
              + "; only an open draft takes files");
    }
  }

  private Uni<Void> tell(Mutiny.Session session, Ingest ingest, Version version) {
    return catalog
        .beginning(session, version)
        .chain(
            beginning ->
                events.append(
                    session,
                    OutboxEvent.of(
                        Topic.INGEST_PLANS,
                        version.id,
                        EventType.INGEST_PLANNED,
                        new IngestPlanned(
                            ingest.id(),
                            ingest.attempt(),
                            tickets.forWriting(version, beginning, ingest.caller()),
                            ingest.request().mode(),
                            ingest.request().sources()))));
  }
}
