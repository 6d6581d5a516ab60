package io.lamella.metadata.ingest;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.IngestMiss;
import io.lamella.kit.outbox.OutboxEvent;
import io.lamella.kit.trace.TraceParent;
import io.lamella.metadata.event.Events;
import io.lamella.metadata.operation.Apart;
import io.lamella.metadata.operation.Changes;
import io.lamella.metadata.version.Catalog;
import io.lamella.metadata.version.Move;
import io.lamella.metadata.version.Transitions;
import io.lamella.metadata.version.Version;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes ingests from the request to the answer. A step is found in what the rows say now, and does
 * nothing when it was done before: whoever hears of a change takes it, a sweep takes those that
 * nobody heard of, and news may come late, twice or in another order.
 */
@ApplicationScoped
public class Steps {
  private static final Logger LOG = Logger.getLogger(Steps.class);

  /** So many misses are named in a text for people. */
  private static final int NAMED = 5;

  private final Ingests ingests;
  private final Beginnings beginnings;
  private final Catalog catalog;
  private final Transitions transitions;
  private final Events events;
  private final Changes changes;
  private final Apart apart;
  private Cancellable watching = () -> {};

  @Inject
  Steps(
      Ingests ingests,
      Beginnings beginnings,
      Catalog catalog,
      Transitions transitions,
      Events events,
      Changes changes,
      Apart apart) {
    this.ingests = ingests;
    this.beginnings = beginnings;
    this.catalog = catalog;
    this.transitions = transitions;
    this.events = events;
    this.changes = changes;
    this.apart = apart;
  }

  void start(@Observes StartupEvent event) {
    watching =
        changes
            .all()
            .onItem()
            .transformToUniAndMerge(this::changed)
            .subscribe()
            .with(
                done -> {},
                failure -> LOG.error("ingests wait for the sweep from now on", failure));
  }

  void stop(@Observes ShutdownEvent event) {
    watching.cancel();
  }

  private Uni<Void> changed(UUID version) {
    return apart
        .run(() -> ingests.openOf(version).chain(this::all))
        .onFailure()
        .invoke(failure -> LOG.debugf("ingests wait: %s", failure.getMessage()))
        .onFailure()
        .recoverWithNull();
  }

  /** Takes the steps of an ingest that can be taken now, for one who is in no session. */
  Uni<Void> begin(UUID id) {
    return apart.run(() -> patiently(id));
  }

  @Scheduled(every = "2s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return ingests
        .overdue()
        .chain(this::all)
        .chain(ingests::silent)
        .chain(this::askAgain)
        .onFailure()
        .invoke(failure -> LOG.debugf("ingests wait: %s", failure.getMessage()))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> all(List<UUID> ids) {
    return Multi.createFrom()
        .iterable(ids)
        .onItem()
        .transformToUniAndConcatenate(this::patiently)
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** Asks upload-service again: even lost topics heal. */
  private Uni<Void> askAgain(List<UUID> silent) {
    return Multi.createFrom()
        .iterable(silent)
        .onItem()
        .transformToUniAndConcatenate(ingests::find)
        .onItem()
        .transformToUniAndConcatenate(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : beginnings
                        .askAgain(found.get())
                        .onFailure(Steps::isForGood)
                        .recoverWithNull())
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** What fails now is tried by the sweep. */
  private Uni<Void> patiently(UUID id) {
    return next(id)
        .onFailure()
        .invoke(failure -> LOG.infof("ingest %s waits: %s", id, failure.getMessage()))
        .onFailure()
        .recoverWithNull();
  }

  /** Takes the steps of an ingest that can be taken now. */
  Uni<Void> next(UUID id) {
    return ingests
        .find(id)
        .chain(
            found ->
                found.isEmpty() || found.get().state().isEnd()
                    ? Uni.createFrom().voidItem()
                    : traced(found.get()));
  }

  /** Whoever is in no trace goes on in that of the ingest. */
  private Uni<Void> traced(Ingest ingest) {
    String trace = ingest.traceparent();
    return trace == null || TraceParent.here() != null
        ? next(ingest)
        : apart.run(trace, () -> next(ingest));
  }

  private Uni<Void> next(Ingest ingest) {
    return switch (ingest.state()) {
      case ACCEPTED ->
          beginnings
              .begin(ingest)
              .chain(() -> unlessCancelled(ingest))
              .onFailure(Steps::isForGood)
              .recoverWithUni(failure -> fail(ingest, known(failure)));
      case LOADING -> version(ingest).chain(version -> loading(ingest, version));
      case SEALING -> version(ingest).chain(version -> sealing(ingest, version));
      default -> Uni.createFrom().voidItem();
    };
  }

  /** Who gives an ingest up while its version is being made finds none that could be aborted. */
  private Uni<Void> unlessCancelled(Ingest begun) {
    return ingests
        .find(begun.id())
        .chain(
            now ->
                begun.makes()
                        && now.isPresent()
                        && now.get().state() == Ingest.State.CANCELLED
                        && now.get().attempt() == begun.attempt()
                    ? abort(begun)
                    : Uni.createFrom().voidItem());
  }

  /** Gives up what an ingest has made, if it is there and can be given up. */
  Uni<Void> abort(Ingest ingest) {
    return transitions
        .move(ingest.version(), Move.ABORT, ingest.caller())
        .onFailure(LamellaException.class)
        .recoverWithNull();
  }

  /** The version, if it is there and not in the trash. */
  private Uni<Optional<Version>> version(Ingest ingest) {
    return Panache.withSession(
            () ->
                Panache.getSession()
                    .chain(session -> catalog.loadAll(session, List.of(ingest.version()))))
        .map(found -> found.stream().filter(version -> version.trashed == null).findFirst());
  }

  private Uni<Void> loading(Ingest ingest, Optional<Version> version) {
    if (version.isEmpty() || Results.isOver(version.get().state)) {
      return fail(ingest, overtaken(version));
    }
    if (!ingest.loaded()) {
      return Uni.createFrom().voidItem();
    }
    Failure missing = missing(ingest);
    if (missing != null && missing.code().equals(ErrorCode.INGEST_LOST.code())) {
      return ingests
          .again(ingest)
          .chain(mine -> mine ? next(ingest.id()) : Uni.createFrom().voidItem());
    }
    if (missing != null) {
      Uni<Void> failed =
          ingest.makes()
              ? transitions
                  .fail(ingest.version(), missing, ingest.caller())
                  .onFailure(Steps::isForGood)
                  .recoverWithNull()
              : Uni.createFrom().voidItem();
      return failed.chain(() -> fail(ingest, missing));
    }
    if (!ingest.request().finalizes()) {
      return end(
          ingest, Ingest.State.DONE, null, List.of(Results.completed(ingest, version.get())));
    }
    return ingests
        .sealing(ingest.id(), ingest.attempt())
        .chain(() -> transitions.move(ingest.version(), Move.FINALIZE, ingest.caller()))
        .onFailure(Steps::isForGood)
        .recoverWithUni(failure -> fail(ingest, known(failure)));
  }

  private Uni<Void> sealing(Ingest ingest, Optional<Version> version) {
    if (version.isEmpty()) {
      return fail(ingest, overtaken(version));
    }
    return switch (version.get().state) {
      case UPLOADING ->
          version.get().sealing
              ? Uni.createFrom().voidItem()
              : transitions
                  .move(ingest.version(), Move.FINALIZE, ingest.caller())
                  .onFailure(Steps::isForGood)
                  .recoverWithUni(failure -> fail(ingest, known(failure)));
      case FINAL ->
          ingest.request().publish()
              ? transitions.move(ingest.version(), Move.PUBLISH, ingest.caller())
              : completed(ingest, version.get());
      case PUBLISHED -> completed(ingest, version.get());
      case FAILED, ABORTED -> fail(ingest, overtaken(version));
    };
  }

  private Uni<Void> completed(Ingest ingest, Version version) {
    return end(ingest, Ingest.State.DONE, null, List.of(Results.completed(ingest, version)));
  }

  /** Gives up an ingest that has failed, and tells so. */
  Uni<Void> fail(Ingest ingest, Failure failure) {
    return version(ingest)
        .chain(
            version ->
                end(
                    ingest,
                    Ingest.State.FAILED,
                    failure,
                    List.of(Results.failed(ingest, failure, version.isPresent()))));
  }

  /** Tells the end of one that has ended once more. */
  Uni<Void> tellAgain(Ingest ingest) {
    return version(ingest)
        .chain(
            version ->
                ingest.state() == Ingest.State.DONE && version.isPresent()
                    ? ingests.tell(Results.completed(ingest, version.get()))
                    : ingests.tell(Results.failed(ingest, ended(ingest), version.isPresent())))
        .invoke(events::wake);
  }

  private static Failure ended(Ingest ingest) {
    return ingest.failure() == null
        ? new Failure(ErrorCode.VERSION_NOT_FOUND.code(), "The version was deleted meanwhile")
        : ingest.failure();
  }

  private Uni<Void> end(
      Ingest ingest, Ingest.State how, @Nullable Failure failure, List<OutboxEvent> told) {
    return ingests
        .end(ingest, how, failure, told)
        .invoke(events::wake)
        .invoke(() -> changes.changed(ingest.id()))
        .replaceWithVoid();
  }

  /** Why what was not loaded fails it; null: it does not. */
  private static @Nullable Failure missing(Ingest ingest) {
    if (ingest.loadFailure() != null) {
      return ingest.loadFailure();
    }
    long failed = ingest.counts().failedFiles();
    if (failed == 0 || !ingest.failsOnMisses()) {
      return null;
    }
    String named =
        ingest.misses().stream()
            .limit(NAMED)
            .map(IngestMiss::detail)
            .collect(Collectors.joining("; "));
    return new Failure(
        ErrorCode.INGEST_FAILED.code(),
        failed
            + (failed == 1 ? " file" : " files")
            + " of "
            + ingest.counts().files()
            + " could not be had: "
            + named
            + (failed > NAMED ? "; and others" : "")
            + ". Retry the ingest when they are there, or send it with onError skip");
  }

  /** What somebody else did to the version meanwhile. */
  private static Failure overtaken(Optional<Version> version) {
    if (version.isEmpty()) {
      return new Failure(ErrorCode.VERSION_NOT_FOUND.code(), "The version was deleted meanwhile");
    }
    Version found = version.get();
    return found.state == VersionState.FAILED && found.failureCode != null
        ? new Failure(found.failureCode, String.valueOf(found.failureDetail))
        : new Failure(
            ErrorCode.WRONG_STATE.code(),
            found.display() + " became " + found.state + " meanwhile");
  }

  private static boolean isForGood(Throwable failure) {
    return failure instanceof LamellaException known
        && known.code().status() < 500
        && known.code() != ErrorCode.CONFLICT;
  }

  private static Failure known(Throwable failure) {
    LamellaException known = (LamellaException) failure;
    return new Failure(known.code().code(), String.valueOf(known.getMessage()));
  }
}
