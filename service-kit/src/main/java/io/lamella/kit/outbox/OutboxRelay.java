package io.lamella.kit.outbox;

import io.lamella.kit.outbox.Waves.Waiting;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends the outbox to Kafka: in the order of the rows, one relay at a time (an advisory lock of the
 * transaction), a row deleted after the broker's acknowledgement. So an event is sent at least
 * once, and events of one key keep their order, whatever fails. Woken after a commit, by {@code
 * NOTIFY}, and by a timer as a fallback.
 */
public final class OutboxRelay {
  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
  private static final int BATCH = 256;
  private static final long POLL_MILLIS = 2_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOCK = 0x6c616d656c6c61L;

  /** What is done with events that the broker has, in the transaction that ends their waiting. */
  @FunctionalInterface
  public interface Sent {
    /**
     * Once for each event, in the order of commits, whatever fails: transactions that do so come
     * one after the other.
     *
     * @param ids the events' rows in the outbox, which are deleted next
     */
    Uni<Void> sent(SqlConnection tx, Long[] ids);
  }

  private final Vertx vertx;
  private final Context context;
  private final Pool pool;
  private final Waves waves;
  private final String source;
  private final Sent sent;
  private final Notifications notifications;
  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile boolean stopped;
  private volatile @Nullable Instant oldest;
  private volatile long timer;

  /**
   * @param source CloudEvents source, {@code /lamella/metadata-service}
   */
  public OutboxRelay(Vertx vertx, Pool pool, Producer<String, byte[]> producer, String source) {
    this(vertx, pool, producer, source, (tx, ids) -> Uni.createFrom().voidItem());
  }

  /**
   * @param source CloudEvents source, {@code /lamella/metadata-service}
   * @param sent what is done with events beside sending them
   */
  public OutboxRelay(
      Vertx vertx, Pool pool, Producer<String, byte[]> producer, String source, Sent sent) {
    this.vertx = vertx;
    this.context = VertxContext.getRootContext(vertx.getOrCreateContext());
    this.pool = pool;
    this.waves = new Waves(producer);
    this.source = source;
    this.sent = sent;
    this.notifications = new Notifications(vertx, pool, "outbox", this::wake);
  }

  public void start() {
    notifications.start();
    timer = vertx.setPeriodic(POLL_MILLIS, t -> wake());
    wake();
  }

  /** There may be something to send. */
  public void wake() {
    asked.set(true);
    if (!stopped && running.compareAndSet(false, true)) {
      context.runOnContext(nothing -> run());
    }
  }

  /** In no request's context: it sends what others wrote. */
  private void run() {
    asked.set(false);
    drain()
        .subscribe()
        .with(
            nothing -> rest(),
            failure -> {
              LOG.warnf("events wait in the outbox: %s", failure.getMessage());
              running.set(false);
            });
  }

  /**
   * How long the oldest event waits that this process saw and the broker did not take, in seconds;
   * 0 where nothing waits, or another process sends.
   */
  public double ageSeconds() {
    Instant since = oldest;
    return since == null ? 0 : Duration.between(since, Instant.now()).toMillis() / 1_000.0;
  }

  public void stop() {
    stopped = true;
    vertx.cancelTimer(timer);
    notifications.stop();
  }

  private void rest() {
    running.set(false);
    if (asked.get()) {
      wake();
    }
  }

  private Uni<Void> drain() {
    return pool.withTransaction(this::batch)
        .ifNoItem()
        .after(PATIENCE)
        .failWith(
            () -> new IllegalStateException("no answer within " + PATIENCE.toSeconds() + " s"))
        .chain(sent -> sent == BATCH && !stopped ? drain() : Uni.createFrom().voidItem());
  }

  private Uni<Integer> batch(SqlConnection tx) {
    return tx.preparedQuery("SELECT pg_try_advisory_xact_lock($1)")
        .execute(Tuple.of(LOCK))
        .chain(
            rows -> {
              if (rows.iterator().next().getBoolean(0)) {
                return send(tx);
              }
              oldest = null;
              return Uni.createFrom().item(0);
            });
  }

  private Uni<Integer> send(SqlConnection tx) {
    return tx.preparedQuery(
            "SELECT id, topic, key, event_id, type, subject, data::text, created,"
                + " traceparent FROM outbox ORDER BY id LIMIT $1")
        .execute(Tuple.of(BATCH))
        .chain(this::publish)
        .chain(
            acknowledged ->
                acknowledged.isEmpty()
                    ? Uni.createFrom().item(0)
                    : forget(tx, acknowledged.toArray(Long[]::new)));
  }

  private Uni<Integer> forget(SqlConnection tx, Long[] acknowledged) {
    return sent.sent(tx, acknowledged)
        .chain(
            () ->
                tx.preparedQuery("DELETE FROM outbox WHERE id = ANY($1)")
                    .execute(Tuple.of(acknowledged)))
        .invoke(() -> oldest = null)
        .replaceWith(acknowledged.length);
  }

  /** Sends rows in order; answers the ids of those that the broker has. */
  private Uni<List<Long>> publish(RowSet<Row> rows) {
    List<Waiting> waiting = new ArrayList<>();
    for (Row row : rows) {
      waiting.add(new Waiting(row.getLong(0), event(row), row.getString(8)));
    }
    oldest = waiting.isEmpty() ? null : rows.iterator().next().getOffsetDateTime(7).toInstant();
    if (waiting.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return Uni.createFrom()
        .completionStage(
            () -> vertx.executeBlocking(() -> waves.send(waiting), false).toCompletionStage());
  }

  private ProducerRecord<String, byte[]> event(Row row) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            row.getString(1), row.getString(2), row.getString(6).getBytes(StandardCharsets.UTF_8));
    UUID id = row.getUUID(3);
    OffsetDateTime created = row.getOffsetDateTime(7);
    header(record.headers(), "ce_specversion", "1.0");
    header(record.headers(), "ce_id", id.toString());
    header(record.headers(), "ce_type", row.getString(4));
    header(record.headers(), "ce_source", source);
    header(record.headers(), "ce_subject", row.getString(5));
    header(record.headers(), "ce_time", created.toInstant().toString());
    header(record.headers(), "content-type", "application/json");
    return record;
  }

  private static void header(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
