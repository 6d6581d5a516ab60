package io.lamella.metadata.webhook;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.rest.DeliveryView;
import io.lamella.contracts.rest.EventView;
import io.lamella.contracts.rest.Page;
import io.lamella.metadata.journal.Entry;
import io.lamella.metadata.limit.Cursor;
import io.lamella.metadata.limit.Paging;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What webhooks are told, and how that went. An attempt is claimed before it is made: while it is
 * under way nobody else makes one, and if its process dies, it is made again after the claim's end.
 */
@ApplicationScoped
class Deliveries {
  /** Parts of the cursor of a listing. */
  static final int CURSOR_PARTS = 2;

  private static final List<String> STATUS = List.of("pending", "delivered", "failed");
  private static final String DUE =
      """
      SELECT h.* FROM webhook h WHERE h.disabled IS NULL AND h.id <> ALL($1)
        AND EXISTS (SELECT FROM delivery d
                    WHERE d.webhook = h.id AND d.status = 'pending' AND d.due <= now())
      ORDER BY random() LIMIT $2
      """;
  private static final String CLAIM =
      """
      UPDATE delivery SET attempts = attempts + 1, due = now() + make_interval(secs => $2)
      WHERE id = (
        SELECT d.id FROM delivery d JOIN webhook h ON h.id = d.webhook
        WHERE d.webhook = $1 AND d.status = 'pending' AND d.due <= now() AND h.disabled IS NULL
        ORDER BY d.due, d.place LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
      RETURNING id, attempts, body
      """;
  private static final String DELIVERED =
      """
      UPDATE delivery SET status = 'delivered', code = $3, error = NULL, ended = now()
      WHERE id = $1 AND attempts = $2 AND status = 'pending'
      """;

  /** Again later, or not any more where that were after its term. */
  private static final String NOT_DELIVERED =
      """
      UPDATE delivery SET code = $3, error = $4,
        due = now() + make_interval(secs => $5),
        status = CASE WHEN l.late THEN 'failed' ELSE 'pending' END,
        ended = CASE WHEN l.late THEN now() END
      FROM (SELECT begun + make_interval(secs => $6) < now() + make_interval(secs => $5) AS late
            FROM delivery WHERE id = $1) l
      WHERE id = $1 AND attempts = $2 AND status = 'pending'
      """;

  private static final String TRY =
      """
      INSERT INTO delivery
        (id, webhook, event_id, type, body, status, attempts, place, created, begun, due)
      VALUES ($1, $2, $3, $4, $5, 'pending', 0, 0, date_trunc('milliseconds', now()), now(), now())
      RETURNING *
      """;
  private static final String AGAIN =
      """
      UPDATE delivery d SET status = 'pending', begun = now(), due = now(), ended = NULL,
        attempts = CASE WHEN d.status = 'pending' THEN attempts ELSE 0 END
      FROM webhook h
      WHERE d.id = $1 AND d.webhook = $2 AND h.id = d.webhook AND h.disabled IS NULL
      RETURNING d.*
      """;
  private static final String LIST =
      """
      SELECT * FROM delivery WHERE webhook = $1 AND ($2::text IS NULL OR status = $2)
        AND ($3::timestamptz IS NULL OR (created, id) < ($3, $4::uuid))
      ORDER BY created DESC, id DESC LIMIT $5
      """;
  private static final String FORGET =
      """
      DELETE FROM delivery WHERE id IN (
        SELECT id FROM delivery WHERE status <> 'pending'
          AND ended < now() - make_interval(secs => $1) LIMIT $2 FOR UPDATE SKIP LOCKED)
      """;
  private static final int CHUNK = 10_000;

  private final Pool pool;
  private final WebhookConfig config;

  @Inject
  Deliveries(Pool pool, WebhookConfig config) {
    this.pool = pool;
    this.config = config;
  }

  /** An attempt that is this process's to make. */
  record Attempt(UUID delivery, int number, String body) {}

  /** Webhooks that something is due for, in any order, without these. */
  Uni<List<Webhook>> due(Collection<UUID> without, int most) {
    return pool.preparedQuery(DUE)
        .execute(Tuple.of(without.toArray(UUID[]::new), most))
        .map(Webhooks::all);
  }

  /** Takes what is due for a webhook first; empty where nothing is that nobody else has. */
  Uni<Optional<Attempt>> claim(UUID webhook) {
    double term = config.timeout().multipliedBy(2).plusSeconds(30).toSeconds();
    return pool.preparedQuery(CLAIM)
        .execute(Tuple.of(webhook, term))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> new Attempt(row.getUUID(0), row.getInteger(1), row.getString(2)))
                    .findFirst());
  }

  Uni<Void> delivered(Attempt attempt, int code) {
    return pool.preparedQuery(DELIVERED)
        .execute(Tuple.of(attempt.delivery(), attempt.number(), code))
        .replaceWithVoid();
  }

  /**
   * Notes an attempt that did not succeed.
   *
   * @param wait before the next one
   */
  Uni<Void> notDelivered(Attempt attempt, @Nullable Integer code, String error, Duration wait) {
    return pool.preparedQuery(NOT_DELIVERED)
        .execute(
            Tuple.tuple()
                .addUUID(attempt.delivery())
                .addInteger(attempt.number())
                .addInteger(code)
                .addString(error)
                .addDouble(wait.toMillis() / 1000.0)
                .addDouble((double) config.term().toSeconds()))
        .replaceWithVoid();
  }

  /** Has an event sent that says nothing, to see whether it arrives. */
  Uni<DeliveryView> test(UUID webhook) {
    UUID event = UUID.randomUUID();
    String body =
        Entry.json(
            EventView.of(event, EventType.WEBHOOK_TEST, webhook.toString(), Instant.now(), null));
    return pool.preparedQuery(TRY)
        .execute(Tuple.of(UUID.randomUUID(), webhook, event, EventType.WEBHOOK_TEST, body))
        .map(rows -> view(rows.iterator().next()));
  }

  /**
   * Has a delivery sent again, at once and for a new term, under the same id.
   *
   * @throws LamellaException {@code not-found}, or {@code wrong-state} of a webhook that is
   *     disabled
   */
  Uni<DeliveryView> again(UUID webhook, UUID id) {
    return pool.preparedQuery(AGAIN)
        .execute(Tuple.of(id, webhook))
        .chain(
            rows ->
                rows.rowCount() == 1
                    ? Uni.createFrom().item(view(rows.iterator().next()))
                    : get(webhook, id)
                        .map(
                            found -> {
                              throw new LamellaException(
                                  ErrorCode.WRONG_STATE, "the webhook is disabled");
                            }));
  }

  /**
   * One of them.
   *
   * @throws LamellaException {@code not-found}
   */
  Uni<DeliveryView> get(UUID webhook, UUID id) {
    return pool.preparedQuery("SELECT * FROM delivery WHERE id = $1 AND webhook = $2")
        .execute(Tuple.of(id, webhook))
        .map(
            rows -> {
              if (rows.rowCount() == 0) {
                throw new LamellaException(
                    ErrorCode.NOT_FOUND, "the webhook " + webhook + " has no delivery " + id);
              }
              return view(rows.iterator().next());
            });
  }

  /** The newest first. */
  Uni<Page<DeliveryView>> page(UUID webhook, @Nullable String status, Paging.Wanted wanted) {
    Cursor after = wanted.after();
    return pool.preparedQuery(LIST)
        .execute(
            Tuple.of(
                webhook,
                status,
                after == null ? null : after.time(0).atOffset(ZoneOffset.UTC),
                after == null ? null : after.id(1),
                wanted.rows()))
        .map(
            rows -> {
              List<DeliveryView> found = all(rows);
              return wanted.page(
                  found.size(),
                  found,
                  each -> Cursor.of(each.created().toString(), each.id().toString()));
            });
  }

  static boolean isStatus(String text) {
    return STATUS.contains(text);
  }

  @Scheduled(every = "PT10M", delayed = "PT1M", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return pool.preparedQuery(FORGET)
        .execute(Tuple.of((double) config.keep().toSeconds(), CHUNK))
        .chain(done -> done.rowCount() > 0 ? forget() : Uni.createFrom().voidItem());
  }

  private static List<DeliveryView> all(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(Deliveries::view).toList();
  }

  private static DeliveryView view(Row row) {
    boolean pending = row.getString("status").equals("pending");
    return new DeliveryView(
        row.getUUID("id"),
        row.getUUID("webhook"),
        row.getUUID("event_id"),
        row.getString("type"),
        row.getString("status"),
        row.getInteger("attempts"),
        row.getInteger("code"),
        row.getString("error"),
        time(row.getOffsetDateTime("created")),
        pending ? time(row.getOffsetDateTime("due")) : null,
        pending ? null : time(row.getOffsetDateTime("ended")));
  }

  private static Instant time(OffsetDateTime time) {
    return time.toInstant();
  }
}
