package io.lamella.metadata.version;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.rest.Failure;
import io.lamella.kit.outbox.OutboxEvent;
import io.lamella.kit.trace.About;
import io.lamella.metadata.console.Console;
import io.lamella.metadata.console.Said;
import io.lamella.metadata.event.Events;
import io.lamella.metadata.operation.Changes;
import io.lamella.metadata.operation.Operation;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Changes versions: each change is one UPDATE on the row version that was judged and its outbox
 * rows, in one transaction. A change that lost a race is judged again on what it finds.
 */
@ApplicationScoped
public class Transitions {
  private static final int RACES = 10;

  private final Catalog catalog;
  private final Events events;
  private final Changes changes;
  private final Console console;

  @Inject
  Transitions(Catalog catalog, Events events, Changes changes, Console console) {
    this.catalog = catalog;
    this.events = events;
    this.changes = changes;
    this.console = console;
  }

  /**
   * Does what is asked, or finds that it is so already.
   *
   * @throws LamellaException when the state forbids it, saying what to do instead
   */
  public Uni<Void> move(UUID id, Move move, String by) {
    return change(id, (session, version) -> judge(session, version, move, by));
  }

  /**
   * Ends an open draft as failed, with a cause; one that has failed so stays as it is.
   *
   * @throws LamellaException {@code sealing} or {@code wrong-state} when it is no open draft
   */
  public Uni<Void> fail(UUID id, Failure cause, String by) {
    return change(
        id,
        (session, version) -> {
          if (version.state == VersionState.FAILED && cause.code().equals(version.failureCode)) {
            return Uni.createFrom().voidItem();
          }
          if (version.sealing) {
            throw new LamellaException(
                ErrorCode.SEALING,
                version.display() + ": it is being sealed: wait for its end, or abort it");
          }
          if (version.state != VersionState.UPLOADING) {
            throw new LamellaException(
                ErrorCode.WRONG_STATE,
                version.display() + ": it is " + version.state + "; only an open draft can fail");
          }
          version.state = VersionState.FAILED;
          version.updated = now();
          version.epoch++;
          version.failureCode = cause.code();
          version.failureDetail = cause.detail();
          return session
              .flush()
              .chain(
                  () ->
                      console.append(
                          session,
                          id,
                          Said.byService(version.updated, by, VersionLines.failed(version))))
              .chain(
                  () ->
                      events.append(
                          session,
                          VersionEvents.happened(
                              EventType.VERSION_FAILED, version, by, version.updated)));
        });
  }

  /** Hides a version from names, latest and search, or shows it again. */
  public Uni<Void> archive(UUID id, boolean archived, String by) {
    return change(
        id,
        (session, version) -> {
          if (version.archived == archived) {
            return Uni.createFrom().voidItem();
          }
          version.archived = archived;
          version.updated = now();
          String type = archived ? EventType.VERSION_ARCHIVED : EventType.VERSION_UNARCHIVED;
          return events.append(session, VersionEvents.happened(type, version, by, version.updated));
        });
  }

  /**
   * Changes a version in a transaction, again if someone else was faster.
   *
   * @throws LamellaException {@code wrong-state} when it is in the trash
   */
  public Uni<Void> change(UUID id, BiFunction<Mutiny.Session, Version, Uni<Void>> work) {
    return racing(
            () ->
                Panache.withTransaction(
                    () ->
                        Panache.getSession()
                            .chain(
                                session ->
                                    catalog
                                        .load(session, id)
                                        .invoke(v -> About.version(v.id, v.dataset.id))
                                        .invoke(Version::requireInUse)
                                        .chain(version -> work.apply(session, version)))))
        .invoke(() -> committed(id));
  }

  /** Runs {@code transaction} again when another one changed its rows first. */
  public static <T> Uni<T> racing(Supplier<Uni<? extends T>> transaction) {
    return Uni.createFrom()
        .<T>deferred(transaction)
        .onFailure(OptimisticLockException.class)
        .retry()
        .atMost(RACES)
        .onFailure(OptimisticLockException.class)
        .transform(
            e ->
                new LamellaException(
                    ErrorCode.CONFLICT, "others change the same thing all the time; try again"));
  }

  /** To be called after the commit of a change. */
  public void committed(UUID id) {
    events.wake();
    changes.changed(id);
  }

  private Uni<Void> judge(Mutiny.Session session, Version version, Move move, String by) {
    Move.Verdict verdict = move.judge(version.state, version.sealing);
    if (verdict instanceof Move.Verdict.Refused refused) {
      throw new LamellaException(refused.code(), version.display() + ": " + refused.advice());
    }
    if (verdict instanceof Move.Verdict.Go go) {
      return go(session, version, go, move, by);
    }
    return Uni.createFrom().voidItem();
  }

  /** The version's row comes first: who has it writes the rest, and nobody else does meanwhile. */
  private Uni<Void> go(
      Mutiny.Session session, Version version, Move.Verdict.Go go, Move move, String by) {
    Instant now = now();
    boolean wasSealing = version.sealing;
    version.state = go.to();
    version.sealing = go.sealing();
    version.updated = now;
    if (go.to() == VersionState.UPLOADING) {
      version.failureCode = null;
      version.failureDetail = null;
    }
    if (go.turn()) {
      version.epoch++;
    }
    return session
        .flush()
        .chain(() -> wasSealing ? supersede(session, version.id, now) : Uni.createFrom().voidItem())
        .chain(
            () ->
                console.append(session, version.id, Said.byService(now, by, VersionLines.of(move))))
        .chain(
            () ->
                move == Move.FINALIZE
                    ? begin(session, version, now)
                    : tell(session, version, move, by, now));
  }

  private Uni<Void> begin(Mutiny.Session session, Version version, Instant now) {
    Operation operation = new Operation();
    operation.version = version.id;
    operation.epoch = version.epoch;
    operation.status = Operation.RUNNING;
    operation.started = now;
    operation.asked = now;
    return session
        .persist(operation)
        .chain(() -> catalog.beginning(session, version))
        .chain(
            beginning -> events.append(session, VersionEvents.sealRequested(version, beginning)));
  }

  private Uni<Void> tell(
      Mutiny.Session session, Version version, Move move, String by, Instant now) {
    String type =
        switch (move) {
          case ABORT -> EventType.VERSION_ABORTED;
          case RESUME -> EventType.VERSION_RESUMED;
          case PUBLISH -> EventType.VERSION_PUBLISHED;
          case FINALIZE -> throw new IllegalStateException("told when it is sealed");
        };
    OutboxEvent event = VersionEvents.happened(type, version, by, now);
    return events.append(session, List.of(event));
  }

  /** Ends the operation that a newer turn of its version overtakes. */
  public static Uni<Void> supersede(Mutiny.Session session, UUID version, Instant now) {
    return Operation.<Operation>find("version = ?1 and status = ?2", version, Operation.RUNNING)
        .list()
        .invoke(found -> found.forEach(o -> o.end(Operation.SUPERSEDED, null, null, now)))
        .replaceWithVoid();
  }

  /** Now, as exactly as the database keeps it. */
  public static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
