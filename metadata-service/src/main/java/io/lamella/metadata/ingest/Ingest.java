package io.lamella.metadata.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.IngestCounts;
import io.lamella.contracts.rest.IngestMiss;
import io.lamella.contracts.rest.IngestRequest;
import io.lamella.kit.event.EventJson;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An ingest's row.
 *
 * @param id its id
 * @param caller who asked for it
 * @param key what tells its request from others of the caller
 * @param keyed whether the key is the caller's own
 * @param request what is asked for
 * @param state where it stands
 * @param version id of the version that it fills, which may not be made yet
 * @param makes whether it makes the version itself
 * @param attempt which attempt this is
 * @param loaded whether the end of this attempt is told
 * @param counts how far it has come
 * @param misses files that could not be had
 * @param loadFailure why nothing more was loaded
 * @param failure why it has failed
 * @param givenUp whether another one loads what it was to load
 * @param traceparent where it was asked for the last time; null: in no trace
 */
record Ingest(
    UUID id,
    String caller,
    String key,
    boolean keyed,
    IngestRequest request,
    State state,
    UUID version,
    boolean makes,
    int attempt,
    boolean loaded,
    IngestCounts counts,
    List<IngestMiss> misses,
    @Nullable Failure loadFailure,
    @Nullable Failure failure,
    Instant created,
    @Nullable Instant started,
    Instant updated,
    @Nullable Instant ended,
    boolean givenUp,
    @Nullable String traceparent) {
  static final String COLUMNS =
      "i.id, i.caller, i.key, i.keyed, i.request::text AS request, i.state, i.version, i.makes,"
          + " i.attempt, i.loaded, i.counts::text AS counts, i.misses::text AS misses,"
          + " i.load_failure::text AS load_failure, i.failure_code, i.failure_detail, i.created,"
          + " i.started, i.updated, i.ended, i.given_up, i.traceparent";

  /** Where an ingest stands. */
  enum State {
    ACCEPTED,
    LOADING,
    SEALING,
    DONE,
    FAILED,
    CANCELLED;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }

    boolean isEnd() {
      return this == DONE || this == FAILED || this == CANCELLED;
    }
  }

  static Ingest of(Row row) {
    String code = row.getString("failure_code");
    return new Ingest(
        row.getUUID("id"),
        row.getString("caller"),
        row.getString("key"),
        row.getBoolean("keyed"),
        read(row.getString("request"), IngestRequest.class),
        State.of(row.getString("state")),
        row.getUUID("version"),
        row.getBoolean("makes"),
        row.getInteger("attempt"),
        row.getBoolean("loaded"),
        read(row.getString("counts"), IngestCounts.class),
        List.of(read(row.getString("misses"), IngestMiss[].class)),
        row.getString("load_failure") == null
            ? null
            : read(row.getString("load_failure"), Failure.class),
        code == null ? null : new Failure(code, String.valueOf(row.getString("failure_detail"))),
        row.getOffsetDateTime("created").toInstant(),
        instant(row.getOffsetDateTime("started")),
        row.getOffsetDateTime("updated").toInstant(),
        instant(row.getOffsetDateTime("ended")),
        row.getBoolean("given_up"),
        row.getString("traceparent"));
  }

  /** The caller's key; null when it gave none. */
  @Nullable String ownKey() {
    return keyed ? key : null;
  }

  /** Whether what is missing fails it. */
  boolean failsOnMisses() {
    return request.onError().equals(IngestRequest.FAIL);
  }

  /** Bytes a second since it began to load; null before. */
  @Nullable Long bytesPerSecond() {
    if (started == null || counts.doneBytes() == 0) {
      return null;
    }
    long millis = Math.max(1, Duration.between(started, updated).toMillis());
    return counts.doneBytes() * 1000 / millis;
  }

  /** Seconds until the rest is loaded, as it looks; null where nobody can say. */
  @Nullable Long secondsLeft() {
    Long rate = bytesPerSecond();
    boolean known = counts.planned() && state == State.LOADING;
    if (!known || rate == null || rate == 0) {
      return null;
    }
    return Math.max(0, counts.bytes() - counts.doneBytes()) / rate;
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  static String json(Object value) {
    try {
      return EventJson.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON: " + value.getClass(), e);
    }
  }

  private static <T> T read(String json, Class<T> form) {
    try {
      return EventJson.MAPPER.readValue(json, form);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row holds other JSON than " + form, e);
    }
  }
}
