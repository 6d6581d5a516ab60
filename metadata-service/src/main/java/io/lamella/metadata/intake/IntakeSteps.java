package io.lamella.metadata.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.CreateVersion;
import io.lamella.contracts.rest.IngestRequest;
import io.lamella.kit.event.EventJson;
import io.lamella.metadata.ingest.Fillings;
import io.lamella.metadata.operation.Apart;
import io.lamella.metadata.operation.Changes;
import io.lamella.metadata.reference.Resolver;
import io.lamella.metadata.version.Catalog;
import io.lamella.metadata.version.Creation;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes versions of windows, one after the other: the oldest that has not ended has the dataset's
 * draft, and the next one gets what became of it as its parent. A step is found in what the rows
 * say now, and does nothing when it was done before, by whichever process.
 */
@ApplicationScoped
class IntakeSteps {
  private static final Logger LOG = Logger.getLogger(IntakeSteps.class);

  /** So many batches of a window are loaded at a time. */
  private static final int UNDER_WAY = 64;

  private final Windows windows;
  private final IntakeRules rules;
  private final Creation creation;
  private final Resolver resolver;
  private final Catalog catalog;
  private final Transitions transitions;
  private final Fillings fillings;
  private final Changes changes;
  private final Apart apart;

  /** Datasets whose steps are being taken; true: once more after that. */
  private final ConcurrentMap<UUID, Boolean> busy = new ConcurrentHashMap<>();

  private Cancellable watching = () -> {};

  @Inject
  IntakeSteps(
      Windows windows,
      IntakeRules rules,
      Creation creation,
      Resolver resolver,
      Catalog catalog,
      Transitions transitions,
      Fillings fillings,
      Changes changes,
      Apart apart) {
    this.windows = windows;
    this.rules = rules;
    this.creation = creation;
    this.resolver = resolver;
    this.catalog = catalog;
    this.transitions = transitions;
    this.fillings = fillings;
    this.changes = changes;
    this.apart = apart;
  }

  void start(@Observes StartupEvent event) {
    watching =
        changes
            .all()
            .onItem()
            .transformToUniAndMerge(
                id -> patiently(windows.waitingFor(id).invoke(all -> all.forEach(this::soon))))
            .subscribe()
            .with(
                done -> {},
                failure -> LOG.error("windows wait for the sweep from now on", failure));
  }

  void stop(@Observes ShutdownEvent event) {
    watching.cancel();
  }

  @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return patiently(
        windows.closeQuiet().chain(windows::due).invoke(all -> all.forEach(this::soon)));
  }

  /** What fails now is tried by the sweep. */
  private static <T> Uni<Void> patiently(Uni<T> work) {
    return work.replaceWithVoid()
        .onFailure()
        .invoke(failure -> LOG.debugf("windows wait: %s", failure.getMessage()))
        .onFailure()
        .recoverWithNull();
  }

  /** Takes the steps of a dataset's windows that can be taken, one process's after the other. */
  void soon(UUID dataset) {
    if (busy.merge(dataset, false, (before, now) -> true)) {
      return;
    }
    apart
        .run(() -> next(dataset))
        .onFailure()
        .invoke(failure -> LOG.infof("the intake of %s waits: %s", dataset, failure.getMessage()))
        .onItemOrFailure()
        .invoke((done, failure) -> rest(dataset))
        .subscribe()
        .with(done -> {}, failure -> LOG.debug("waits for the sweep", failure));
  }

  private void rest(UUID dataset) {
    if (Boolean.TRUE.equals(busy.remove(dataset))) {
      soon(dataset);
    }
  }

  private Uni<Void> next(UUID dataset) {
    return windows
        .head(dataset)
        .chain(
            head ->
                head.isEmpty()
                    ? rules.forget(dataset)
                    : apart
                        .run(head.get().traceparent(), () -> step(head.get()))
                        .chain(more -> more ? next(dataset) : Uni.createFrom().voidItem()));
  }

  /** Takes one step; true when there may be another one. */
  private Uni<Boolean> step(Head head) {
    return version(head.version())
        .chain(
            found -> {
              if (found.isEmpty()) {
                return head.made() ? end(head, "failed", "its version was deleted") : make(head);
              }
              return step(head, found.get());
            });
  }

  private Uni<Boolean> step(Head head, Version version) {
    if (version.trashed != null) {
      return end(head, "failed", "its version was put into the trash");
    }
    boolean others = head.ending() == null && (version.sealing || version.state.isSealed());
    if (others) {
      return windows.overtaken(head).replaceWith(true);
    }
    return switch (version.state) {
      case UPLOADING -> version.sealing ? Uni.createFrom().item(false) : fill(head);
      case FAILED, ABORTED ->
          Head.EMPTY.equals(head.ending())
              ? end(head, "empty", "none of its files could be had")
              : end(head, "failed", why(version));
      case FINAL ->
          head.rule().publish()
              ? transitions.move(version.id, Move.PUBLISH, head.by()).replaceWith(true)
              : end(head, "done", null);
      case PUBLISHED -> end(head, "done", null);
    };
  }

  private static String why(Version version) {
    return version.state == VersionState.FAILED
        ? version.failureCode + ": " + version.failureDetail
        : version.display() + " was aborted";
  }

  private Uni<Boolean> end(Head head, String state, @Nullable String detail) {
    return windows.end(head, state, detail).replaceWith(true);
  }

  private Uni<Optional<Version>> version(UUID id) {
    return Panache.withSession(
            () -> Panache.getSession().chain(session -> catalog.loadAll(session, List.of(id))))
        .map(found -> found.stream().findFirst());
  }

  /** What forbids it now may change; until then all that comes waits in its window. */
  private Uni<Boolean> make(Head head) {
    String resting = head.resting();
    if (resting != null) {
      return windows.waits(head, resting).replaceWith(false);
    }
    return parents(head)
        .chain(parents -> creation.create(wish(head, parents), null, head.by()))
        .chain(() -> windows.made(head))
        .replaceWith(true)
        .onFailure(LamellaException.class)
        .recoverWithUni(failure -> windows.waits(head, failure.getMessage()).replaceWith(false));
  }

  /** Whatever is the newest version of the dataset, if it has one. */
  private Uni<List<String>> parents(Head head) {
    return Panache.withSession(
            () ->
                Panache.getSession()
                    .chain(session -> resolver.latest(session, head.project(), head.name())))
        .map(newest -> newest.stream().map(UUID::toString).toList());
  }

  private static CreateVersion wish(Head head, List<String> parents) {
    return new CreateVersion(
        head.version(),
        head.project(),
        head.name(),
        null,
        parents,
        List.of(),
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        Map.of("intake", metadata(head)),
        Map.of("intake", head.dataset().toString(), "window", head.seq()));
  }

  private static Map<String, Object> metadata(Head head) {
    Map<String, Object> all = new HashMap<>();
    all.put("window", head.seq());
    put(all, "from", head.rule().from());
    put(all, "type", head.rule().type());
    put(all, "subject", head.rule().subject());
    return all;
  }

  private static void put(Map<String, Object> all, String name, @Nullable String value) {
    if (value != null) {
      all.put(name, value);
    }
  }

  private Uni<Boolean> fill(Head head) {
    return windows
        .load(head)
        .chain(
            load -> {
              boolean fails = head.rule().onError().equals(IngestRequest.FAIL);
              if (fails && load.failure() != null) {
                return transitions
                    .fail(head.version(), load.failure(), head.by())
                    .replaceWith(true);
              }
              if (load.loose() > 0 && (load.due() || head.isClosed())) {
                return windows.gather(head).replaceWith(true);
              }
              int room = (int) Math.max(0, UNDER_WAY - load.underWay());
              if (load.waiting() > 0) {
                return room == 0 ? Uni.createFrom().item(false) : ask(head, room);
              }
              return head.isClosed() && load.loose() == 0 && load.underWay() == 0
                  ? finish(head, load.files() > 0)
                  : Uni.createFrom().item(false);
            });
  }

  private Uni<Boolean> ask(Head head, int most) {
    return windows
        .waiting(head, most)
        .onItem()
        .transformToMulti(Multi.createFrom()::iterable)
        .onItem()
        .transformToUniAndConcatenate(batch -> ask(head, batch))
        .collect()
        .last()
        .replaceWith(true);
  }

  private Uni<Void> ask(Head head, Windows.Batch batch) {
    return fillings
        .start(
            head.version(),
            json(batch.sources()),
            head.rule().onError(),
            batch.id().toString(),
            head.by())
        .chain(ingest -> windows.asked(batch, ingest));
  }

  private static JsonNode json(String sources) {
    try {
      return EventJson.MAPPER.readTree(sources);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row holds other text than JSON", e);
    }
  }

  /** A version that holds nothing new is none. */
  private Uni<Boolean> finish(Head head, boolean any) {
    return windows
        .ending(head, any ? Head.SEALED : Head.EMPTY)
        .chain(() -> transitions.move(head.version(), any ? Move.FINALIZE : Move.ABORT, head.by()))
        .replaceWith(true);
  }
}
