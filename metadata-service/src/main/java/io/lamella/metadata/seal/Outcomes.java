package io.lamella.metadata.seal;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.DraftIdle;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.SealFailed;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.kit.trace.About;
import io.lamella.metadata.console.Console;
import io.lamella.metadata.console.Said;
import io.lamella.metadata.event.Events;
import io.lamella.metadata.operation.Operation;
import io.lamella.metadata.version.Catalog;
import io.lamella.metadata.version.ChangeCounts;
import io.lamella.metadata.version.Transitions;
import io.lamella.metadata.version.Version;
import io.lamella.metadata.version.VersionEvents;
import io.lamella.metadata.version.VersionLines;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Applies what upload-service found out about a draft, if it speaks of the version's turn now; what
 * is late, doubled or out of order changes nothing.
 */
@ApplicationScoped
public class Outcomes {
  private static final Logger LOG = Logger.getLogger(Outcomes.class);
  private static final String SERVICE = "upload-service";

  private final Catalog catalog;
  private final Events events;
  private final Transitions transitions;
  private final Console console;

  @Inject
  Outcomes(Catalog catalog, Events events, Transitions transitions, Console console) {
    this.catalog = catalog;
    this.events = events;
    this.transitions = transitions;
    this.console = console;
  }

  /** The draft is a manifest now: the version is Final. */
  public Uni<Void> sealed(VersionSealed sealed) {
    return apply(
        sealed.version(),
        version -> version.sealing && version.epoch == sealed.epoch(),
        (session, version) -> {
          Instant now = Transitions.now();
          version.state = VersionState.FINAL;
          version.sealing = false;
          version.updated = now;
          version.digest = sealed.digest();
          version.root = sealed.root();
          version.files = sealed.files();
          version.links = sealed.links();
          version.bytes = sealed.bytes();
          version.storedBytes = sealed.storedBytes();
          version.added = sealed.added();
          version.modified = sealed.modified();
          version.removed = sealed.removed();
          version.conflicts = sealed.conflicts();
          version.changes = new ChangeCounts(sealed.changes());
          return session
              .flush()
              .chain(() -> operation(session, version, sealed.epoch()))
              .invoke(found -> found.forEach(o -> o.end(Operation.DONE, null, null, now)))
              .chain(
                  () ->
                      tell(
                          session,
                          EventType.VERSION_FINALIZED,
                          version,
                          VersionLines.sealed(version),
                          now));
        });
  }

  /** The draft could not be sealed: the version has failed. */
  public Uni<Void> failed(SealFailed failed) {
    return apply(
        failed.version(),
        version -> version.sealing && version.epoch == failed.epoch(),
        (session, version) -> {
          Instant now = Transitions.now();
          version.state = VersionState.FAILED;
          version.sealing = false;
          version.updated = now;
          version.epoch++;
          version.failureCode = failed.code();
          version.failureDetail = failed.detail();
          return session
              .flush()
              .chain(() -> operation(session, version, failed.epoch()))
              .invoke(
                  found ->
                      found.forEach(
                          o -> o.end(Operation.FAILED, failed.code(), failed.detail(), now)))
              .chain(
                  () ->
                      tell(
                          session,
                          EventType.VERSION_FAILED,
                          version,
                          VersionLines.failed(version),
                          now));
        });
  }

  /** Nobody works on the draft any more: the version is aborted, and resume brings it back. */
  public Uni<Void> idle(DraftIdle idle) {
    return apply(
        idle.version(),
        version ->
            version.state == VersionState.UPLOADING
                && !version.sealing
                && version.epoch == idle.epoch(),
        (session, version) -> {
          Instant now = Transitions.now();
          version.state = VersionState.ABORTED;
          version.updated = now;
          version.epoch++;
          return tell(session, EventType.VERSION_ABORTED, version, VersionLines.IDLE, now);
        });
  }

  private Uni<Void> apply(
      UUID id,
      Predicate<Version> speaksOfNow,
      BiFunction<Mutiny.Session, Version, Uni<Void>> effect) {
    return Transitions.racing(
            () ->
                Panache.withTransaction(
                    () ->
                        Panache.getSession()
                            .chain(
                                session ->
                                    catalog
                                        .loadAll(session, List.of(id))
                                        .chain(
                                            found -> {
                                              if (found.isEmpty()
                                                  || !speaksOfNow.test(found.get(0))) {
                                                LOG.debugf("late news of version %s", id);
                                                return Uni.createFrom().item(false);
                                              }
                                              Version version = found.get(0);
                                              About.version(version.id, version.dataset.id);
                                              return effect
                                                  .apply(session, version)
                                                  .replaceWith(true);
                                            }))))
        .invoke(
            applied -> {
              if (applied) {
                transitions.committed(id);
              }
            })
        .replaceWithVoid();
  }

  /** To be called once the version is written: who writes both has the version's row first. */
  private static Uni<List<Operation>> operation(
      Mutiny.Session session, Version version, long epoch) {
    return session
        .createQuery("from Operation where version = :id and epoch = :epoch", Operation.class)
        .setParameter("id", version.id)
        .setParameter("epoch", epoch)
        .getResultList();
  }

  /** The version's row comes first: who has it writes the rest, and nobody else does meanwhile. */
  private Uni<Void> tell(
      Mutiny.Session session, String type, Version version, String line, Instant at) {
    return session
        .flush()
        .chain(() -> console.append(session, version.id, Said.byService(at, SERVICE, line)))
        .chain(() -> events.append(session, VersionEvents.happened(type, version, SERVICE, at)));
  }
}
