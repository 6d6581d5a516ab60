package io.lamella.metadata.intake;

import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.Failure;
import io.lamella.kit.event.CloudEvent;
import io.lamella.kit.outbox.Outbox;
import io.lamella.kit.outbox.OutboxEvent;
import io.lamella.kit.trace.Messaging;
import io.lamella.kit.trace.Step;
import io.lamella.metadata.event.Events;
import io.lamella.metadata.ingest.Refusals;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Puts what records of a partition say into the windows of the datasets whose rules take it. Their
 * windows, what is to be loaded, and the place behind the records are written in one transaction:
 * whatever is delivered again, and by whichever process, counts once.
 */
@ApplicationScoped
class Intake {
  private static final String PLACE =
      "INSERT INTO intake_place AS p (topic, partition, next) VALUES ($1, $2, 0) ON CONFLICT"
          + " (topic, partition) DO UPDATE SET next = p.next RETURNING next";
  private static final String LOCK =
      "SELECT dataset, revision, windows FROM intake_rule WHERE dataset = ANY($1) AND NOT removed"
          + " ORDER BY dataset FOR UPDATE";
  private static final String OPEN =
      "SELECT dataset, seq, version, files, bytes FROM intake_window WHERE dataset = ANY($1) AND"
          + " state = 'open' FOR UPDATE";
  private static final String WINDOW =
      "INSERT INTO intake_window AS w (dataset, seq, version, state, files, bytes, closed_by,"
          + " traceparent) VALUES ($1, $2, $3, CASE WHEN $6::text IS NULL THEN 'open' ELSE 'closed'"
          + " END, $4, $5, $6, $7)"
          + " ON CONFLICT (dataset, seq) DO UPDATE SET state = excluded.state, files ="
          + " excluded.files, bytes = excluded.bytes, closed_by = excluded.closed_by, last_at ="
          + " CASE WHEN excluded.files > w.files THEN now() ELSE w.last_at END";
  static final String BATCH =
      "INSERT INTO intake_batch (id, dataset, seq, ready, files, sources) VALUES ($1, $2, $3, $4, $5,"
          + " $6)";

  private final Happenings happenings;
  private final IntakeRules rules;
  private final TopicIds topics;
  private final Pool pool;
  private final Events events;
  private final IntakeSteps steps;
  private final Counter records;
  private final Counter unmatched;
  private final Counter refused;

  @Inject
  Intake(
      Happenings happenings,
      IntakeRules rules,
      TopicIds topics,
      Pool pool,
      Events events,
      IntakeSteps steps,
      MeterRegistry metrics) {
    this.happenings = happenings;
    this.rules = rules;
    this.topics = topics;
    this.pool = pool;
    this.events = events;
    this.steps = steps;
    this.records = metrics.counter("lamella.intake.records");
    this.unmatched = metrics.counter("lamella.intake.unmatched");
    this.refused = metrics.counter("lamella.intake.refused");
  }

  /** Something was changed between a look at it and its lock. */
  private static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Overtaken() {
      super("others changed the rules or had the records", null, false, false);
    }
  }

  /** A place as it was seen. */
  private record Place(String topic, int partition, long next) {}

  /**
   * A record, and what is done with it in the trace that it is of.
   *
   * @param record as it came
   */
  private record Received(ConsumerRecord<String, byte[]> record, Step step) {
    static Received of(ConsumerRecord<String, byte[]> record) {
      String traceparent = CloudEvent.traceparent(record.headers(), record.value());
      return new Received(record, Messaging.processAmong(Topic.INTAKE, record, traceparent));
    }

    long offset() {
      return record.offset();
    }
  }

  /** Completes when all that the records say is written down. */
  Uni<Void> file(int partition, List<ConsumerRecord<String, byte[]>> polled) {
    List<Received> received = polled.stream().map(Received::of).toList();
    return Uni.createFrom()
        .deferred(() -> once(partition, received))
        .onFailure(Overtaken.class)
        .retry()
        .atMost(100)
        .onTermination()
        .invoke((done, failure, cancelled) -> received.forEach(r -> r.step().end(failure)));
  }

  private Uni<Void> once(int partition, List<Received> polled) {
    return place(partition, polled.get(0).offset())
        .chain(
            place -> {
              List<Received> news =
                  polled.stream().filter(record -> record.offset() >= place.next()).toList();
              return news.isEmpty()
                  ? Uni.createFrom().voidItem()
                  : rules
                      .all()
                      .emitOn(Infrastructure.getDefaultWorkerPool())
                      .map(now -> matched(now, news))
                      .chain(matching -> file(place, news, matching));
            });
  }

  /** Where records of the topic were had before, it is looked whether it is the same topic. */
  private Uni<Place> place(int partition, long first) {
    return topics
        .get()
        .chain(topic -> place(topic, partition))
        .chain(
            place ->
                first >= place.next()
                    ? Uni.createFrom().item(place)
                    : topics
                        .ask()
                        .chain(
                            topic ->
                                topic.equals(place.topic())
                                    ? Uni.createFrom().item(place)
                                    : place(topic, partition)));
  }

  private Uni<Place> place(String topic, int partition) {
    return pool.preparedQuery("SELECT next FROM intake_place WHERE topic = $1 AND partition = $2")
        .execute(Tuple.of(topic, partition))
        .map(
            rows ->
                new Place(
                    topic, partition, rows.size() == 0 ? 0 : rows.iterator().next().getLong(0)));
  }

  private Matching matched(List<Rule> now, List<Received> news) {
    Matching matching = new Matching(happenings, now);
    news.forEach(each -> matching.add(Raw.of(each.record()), each.step()));
    return matching;
  }

  private Uni<Void> file(Place place, List<Received> news, Matching matching) {
    long next = news.get(news.size() - 1).offset() + 1;
    return pool.withTransaction(
            tx ->
                lock(tx, place)
                    .chain(() -> filings(tx, matching))
                    .call(filings -> write(tx, filings))
                    .call(() -> tell(tx, matching.refused()))
                    .call(
                        () ->
                            tx.preparedQuery(
                                    "UPDATE intake_place SET next = $3 WHERE topic = $1 AND"
                                        + " partition = $2")
                                .execute(Tuple.of(place.topic(), place.partition(), next))))
        .invoke(
            filings -> {
              records.increment(news.size());
              unmatched.increment(matching.unmatched());
              refused.increment(matching.refused().size());
              if (!matching.refused().isEmpty()) {
                events.wake();
              }
              filings.keySet().forEach(rule -> steps.soon(rule.dataset()));
            })
        .replaceWithVoid();
  }

  private static Uni<Void> lock(SqlConnection tx, Place place) {
    return tx.preparedQuery(PLACE)
        .execute(Tuple.of(place.topic(), place.partition()))
        .invoke(
            rows -> {
              if (rows.iterator().next().getLong(0) != place.next()) {
                throw new Overtaken();
              }
            })
        .replaceWithVoid();
  }

  /** What becomes of the windows; the rules stay as they are until the end of the transaction. */
  private static Uni<Map<Rule, Filing>> filings(SqlConnection tx, Matching matching) {
    Map<Rule, List<Matching.Hit>> hits = matching.hits();
    UUID[] datasets = hits.keySet().stream().map(Rule::dataset).toArray(UUID[]::new);
    if (datasets.length == 0) {
      return Uni.createFrom().item(Map.of());
    }
    return tx.preparedQuery(LOCK)
        .execute(Tuple.of(datasets))
        .chain(
            locked ->
                tx.preparedQuery(OPEN)
                    .execute(Tuple.of(datasets))
                    .map(
                        open -> {
                          Map<UUID, Row> rules = byDataset(locked);
                          Map<UUID, Row> windows = byDataset(open);
                          Map<Rule, Filing> filings = new HashMap<>();
                          hits.forEach(
                              (rule, all) ->
                                  filings.put(
                                      rule,
                                      filing(
                                          rule,
                                          rules.get(rule.dataset()),
                                          windows.get(rule.dataset()),
                                          all)));
                          return filings;
                        }));
  }

  private static Map<UUID, Row> byDataset(Iterable<Row> rows) {
    Map<UUID, Row> found = new HashMap<>();
    rows.forEach(row -> found.put(row.getUUID("dataset"), row));
    return found;
  }

  private static Filing filing(
      Rule rule, @Nullable Row locked, @Nullable Row open, List<Matching.Hit> hits) {
    if (locked == null || locked.getLong("revision") != rule.revision()) {
      throw new Overtaken();
    }
    Filing filing =
        new Filing(
            rule.dataset(),
            rule.definition().close(),
            open == null ? null : filled(open),
            locked.getLong("windows"));
    for (Matching.Hit hit : hits) {
      filing
          .add(hit.pieces(), hit.step().traceparent())
          .forEach(version -> hit.step().about(version, rule.dataset()));
      if (hit.closes()) {
        filing.close("event");
      }
    }
    filing.end();
    return filing;
  }

  private static Filing.Filled filled(Row row) {
    return new Filing.Filled(
        row.getUUID("dataset"),
        row.getLong("seq"),
        row.getUUID("version"),
        row.getLong("files"),
        row.getLong("bytes"),
        null,
        null);
  }

  private static Uni<Void> write(SqlConnection tx, Map<Rule, Filing> filings) {
    List<Tuple> windows = new ArrayList<>();
    List<Tuple> batches = new ArrayList<>();
    List<Tuple> newest = new ArrayList<>();
    filings.forEach(
        (rule, filing) -> {
          newest.add(Tuple.of(rule.dataset(), filing.newest()));
          for (Filing.Filled w : filing.windows()) {
            windows.add(
                Tuple.from(
                    Arrays.asList(
                        w.dataset(),
                        w.seq(),
                        w.version(),
                        w.files(),
                        w.bytes(),
                        w.closedBy(),
                        w.traceparent())));
          }
          for (Filing.Batch b : filing.batches()) {
            batches.add(tuple(b));
          }
        });
    return all(tx, WINDOW, windows)
        .chain(() -> all(tx, BATCH, batches))
        .chain(() -> all(tx, "UPDATE intake_rule SET windows = $2 WHERE dataset = $1", newest));
  }

  static Tuple tuple(Filing.Batch batch) {
    Gathering.Request request = batch.request();
    return Tuple.of(
        batch.id(),
        batch.dataset(),
        batch.seq(),
        request.full(),
        request.files(),
        Filing.json(request.sources()));
  }

  static Uni<Void> all(SqlConnection tx, String sql, List<Tuple> rows) {
    return rows.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.preparedQuery(sql).executeBatch(rows).replaceWithVoid();
  }

  private static Uni<Void> tell(SqlConnection tx, List<Failure> refused) {
    return refused.isEmpty()
        ? Uni.createFrom().voidItem()
        : Outbox.append(tx, refused.stream().map(Refusals::told).toArray(OutboxEvent[]::new));
  }
}
