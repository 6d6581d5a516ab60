package io.lamella.metadata.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.contracts.VersionId;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.IngestRequest;
import io.lamella.contracts.rest.IngestView;
import io.lamella.kit.outbox.OutboxEvent;
import io.lamella.metadata.event.Events;
import io.lamella.metadata.operation.Changes;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What may be asked of ingests, whatever door it comes through. */
@ApplicationScoped
class Requests {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final Failure CANCELLED =
      new Failure(ErrorCode.INGEST_CANCELLED.code(), "It was cancelled");

  private final RequestReader reader;
  private final Ingests ingests;
  private final Steps steps;
  private final Events events;
  private final Changes changes;

  @Inject
  Requests(RequestReader reader, Ingests ingests, Steps steps, Events events, Changes changes) {
    this.reader = reader;
    this.ingests = ingests;
    this.steps = steps;
    this.events = events;
    this.changes = changes;
  }

  /**
   * Takes a request; the same one again is the same ingest.
   *
   * @param otherwise what tells it from others when it has no key of its own
   * @throws LamellaException when it is not valid, or its key came with another one
   */
  Uni<Ingest> accept(@Nullable JsonNode json, @Nullable String key, String otherwise, String by) {
    IngestRequest request = reader.read(json);
    String own = request.key() != null ? request.key() : key == null ? null : reader.key(key);
    Optional<UUID> draft =
        request.target().version() == null
            ? Optional.empty()
            : VersionId.parse(request.target().version());
    String text = written(request);
    return ingests.accept(
        new Ingests.New(
            UUID.randomUUID(),
            by,
            own == null ? otherwise : own,
            own != null,
            fingerprint(text),
            text,
            request.mode(),
            draft.orElseGet(UUID::randomUUID),
            draft.isEmpty()));
  }

  private String written(IngestRequest request) {
    String text = Ingest.json(request);
    reader.withinEvent(text);
    return text;
  }

  /**
   * Takes a request of this service's own for a new version, in the transaction that makes it due.
   *
   * @param id id that the ingest is to have
   * @return whether it was taken; not when its key came before
   */
  Uni<Boolean> accept(SqlConnection tx, UUID id, IngestRequest request, String key, String by) {
    String text = written(request);
    return ingests.accept(
        tx,
        new Ingests.New(
            id, by, key, true, fingerprint(text), text, request.mode(), UUID.randomUUID(), true));
  }

  private static String fingerprint(String text) {
    try {
      byte[] sha =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Gives an ingest up; what it made is aborted. One that was given up stays as it is.
   *
   * @throws LamellaException {@code wrong-state} when it has ended otherwise
   */
  Uni<Void> cancel(UUID id) {
    return ingests
        .get(id)
        .chain(
            ingest -> {
              if (ingest.state() == Ingest.State.CANCELLED) {
                return Uni.createFrom().voidItem();
              }
              if (ingest.state().isEnd()) {
                throw new LamellaException(
                    ErrorCode.WRONG_STATE,
                    "the ingest is " + ingest.state().label() + "; there is nothing to cancel");
              }
              return cancel(ingest);
            });
  }

  private Uni<Void> cancel(Ingest ingest) {
    List<OutboxEvent> told =
        List.of(Results.cancelled(ingest), Results.failed(ingest, CANCELLED, true));
    return ingests
        .end(ingest, Ingest.State.CANCELLED, CANCELLED, told)
        .invoke(events::wake)
        .invoke(() -> changes.changed(ingest.id()))
        .chain(
            ended -> ended && ingest.makes() ? steps.abort(ingest) : Uni.createFrom().voidItem());
  }

  /**
   * Begins another attempt: of what was missed, or of all when the last one did not come to its
   * end.
   *
   * @throws LamellaException {@code wrong-state} when it has not ended, or ended with all it should
   */
  Uni<Void> retry(UUID id) {
    return ingests
        .get(id)
        .chain(
            ingest -> {
              if (ingest.givenUp()) {
                throw new LamellaException(
                    ErrorCode.WRONG_STATE,
                    "the ingest was given up: another one loads what it was to load");
              }
              boolean whole = ingest.state() == Ingest.State.DONE && ingest.misses().isEmpty();
              if (!ingest.state().isEnd() || whole) {
                throw new LamellaException(
                    ErrorCode.WRONG_STATE,
                    "the ingest is "
                        + ingest.state().label()
                        + (whole ? " and has all that was asked for" : "; it goes on by itself"));
              }
              return ingests
                  .again(ingest)
                  .chain(mine -> mine ? steps.next(id) : Uni.createFrom().voidItem());
            });
  }

  /** An ingest now and after each change, until it has ended. */
  Multi<IngestView> watch(UUID id) {
    Multi<UUID> ticks =
        Multi.createFrom().ticks().every(LOOK_AGAIN).onOverflow().drop().map(tick -> id);
    return Multi.createBy()
        .merging()
        .streams(ticks, changes.of(id))
        .onItem()
        .transformToUniAndConcatenate(signal -> ingests.view(id))
        .skip()
        .repetitions()
        .onItem()
        .transformToMultiAndConcatenate(Requests::andEnd)
        .select()
        .first(Optional::isPresent)
        .map(Optional::get);
  }

  private static Multi<Optional<IngestView>> andEnd(IngestView view) {
    return Multi.createFrom()
        .items(
            view.ended() == null
                ? Stream.of(Optional.of(view))
                : Stream.of(Optional.of(view), Optional.empty()));
  }
}
