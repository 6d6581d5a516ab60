package io.lamella.metadata.records;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.Failure;
import io.lamella.metadata.ingest.OwnIngests;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The table of rules. Which offsets are in an ingest changes only with the ingest, in one
 * transaction, from what it was when the ingest was thought of: whoever comes second changes
 * nothing.
 */
@ApplicationScoped
class RecordsRules {
  private static final String SELECT =
      "SELECT "
          + RecordsRule.COLUMNS
          + " FROM records_rule r JOIN dataset d ON d.id = r.dataset JOIN project p ON p.id ="
          + " d.project ";
  private static final String CLAIM =
      """
      UPDATE records_rule SET check_at = now() + make_interval(secs => $1)
      WHERE dataset IN (
        SELECT r.dataset FROM records_rule r JOIN dataset d ON d.id = r.dataset
        WHERE r.check_at <= now() AND d.trashed IS NULL AND NOT d.archived
        ORDER BY r.check_at LIMIT $2 FOR UPDATE OF r SKIP LOCKED)
      RETURNING dataset
      """;
  private static final String INSERT =
      """
      INSERT INTO records_rule
        (dataset, id, topic, topic_id, partitions, start, close_records, close_seconds,
         file_records, zstd, values_only, path, publish, set_by, set_at, next)
      VALUES ($1, gen_random_uuid(), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, now(),
              $14::text::jsonb)
      ON CONFLICT (dataset) DO NOTHING
      """;
  private static final String CHANGE =
      """
      UPDATE records_rule SET
        topic = $2, topic_id = $3, partitions = $4, start = $5, close_records = $6,
        close_seconds = $7, file_records = $8, zstd = $9, values_only = $10, path = $11,
        publish = $12, set_by = $13, set_at = now(), next = $14::text::jsonb || next,
        check_at = now()
      WHERE dataset = $1 AND id = $15
      """;

  /** The dataset is still the one that the ingest names. */
  private static final String PLAN =
      """
      UPDATE records_rule r SET
        next = next || $4::text::jsonb, planned = planned + 1, ingest = $5,
        ranges = $6::text::jsonb, waiting = $7, since = $8,
        tries = CASE WHEN ingest IS NULL THEN tries ELSE 0 END, retry_at = NULL, stopped = false, failure_code = NULL, failure_detail = NULL
      FROM dataset d JOIN project p ON p.id = d.project
      WHERE r.dataset = $1 AND r.id = $2 AND r.planned = $3 AND d.id = r.dataset
        AND p.path = $9 AND d.name = $10 AND d.trashed IS NULL AND NOT d.archived
      """;

  private static final String SEEN =
      """
      UPDATE records_rule SET
        next = $4::text::jsonb || next, waiting = $5, since = $6, stopped = false,
        failure_code = NULL, failure_detail = NULL
      WHERE dataset = $1 AND id = $2 AND planned = $3
      """;
  private static final String HINDERED =
      """
      UPDATE records_rule SET stopped = $4, failure_code = $5, failure_detail = $6
      WHERE dataset = $1 AND id = $2 AND planned = $3
      """;
  private static final String RETRIED =
      """
      UPDATE records_rule SET
        tries = tries + 1, retry_at = now() + make_interval(secs => $4), stopped = false,
        failure_code = $5, failure_detail = $6
      WHERE dataset = $1 AND id = $2 AND planned = $3 AND (retry_at IS NULL OR retry_at <= now())
      """;
  private static final String BACK =
      """
      UPDATE records_rule SET
        topic_id = $4, next = $5::text::jsonb, ingest = NULL, ranges = '{}', planned = planned + 1
      WHERE dataset = $1 AND id = $2 AND planned = $3
      """;

  private static final String AFRESH =
      """
      UPDATE records_rule SET
        tries = 0, retry_at = NULL, stopped = false, failure_code = NULL, failure_detail = NULL,
        check_at = now()
      WHERE dataset = $1
      """;

  private final Pool pool;
  private final OwnIngests ingests;

  @Inject
  RecordsRules(Pool pool, OwnIngests ingests) {
    this.pool = pool;
    this.ingests = ingests;
  }

  /** Rules that are this replica's to look at now; all others leave them alone for so long. */
  Uni<List<UUID>> claim(Duration lease, int most) {
    return pool.preparedQuery(CLAIM)
        .execute(Tuple.of(lease.toMillis() / 1000.0, most))
        .map(rows -> all(rows, row -> row.getUUID("dataset")));
  }

  Uni<Optional<RecordsRule>> find(UUID dataset) {
    return pool.preparedQuery(SELECT + "WHERE r.dataset = $1")
        .execute(Tuple.of(dataset))
        .map(rows -> all(rows, RecordsRule::of).stream().findFirst());
  }

  /**
   * The rule of a dataset.
   *
   * @throws LamellaException {@code not-found} when it has none
   */
  Uni<RecordsRule> get(UUID dataset) {
    return find(dataset)
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        new LamellaException(
                            ErrorCode.NOT_FOUND,
                            "no topic is collected into this dataset: set one")));
  }

  /**
   * Writes a new rule down.
   *
   * @param before the one in whose place it comes; null: there is none
   * @param failed its ingest that has not succeeded and never will; null: there is none
   */
  Uni<Void> replace(
      @Nullable RecordsRule before,
      @Nullable UUID failed,
      UUID dataset,
      RecordsRule.Wish wish,
      String by,
      SortedMap<Integer, Long> begin) {
    return pool.withTransaction(
            tx ->
                (before == null
                        ? Uni.createFrom().voidItem()
                        : delete(tx, dataset).chain(() -> giveUp(tx, failed)))
                    .chain(() -> tx.preparedQuery(INSERT).execute(row(dataset, wish, by, begin))))
        .invoke(RecordsRules::requireOne)
        .replaceWithVoid();
  }

  /** Changes what is to happen from now on; partitions go on where they are. */
  Uni<Void> change(
      RecordsRule before, RecordsRule.Wish wish, String by, SortedMap<Integer, Long> begin) {
    return pool.preparedQuery(CHANGE)
        .execute(row(before.dataset(), wish, by, begin).addValue(before.id()))
        .invoke(RecordsRules::requireOne)
        .replaceWithVoid();
  }

  /**
   * Takes a rule away; what is being loaded comes to its end.
   *
   * @param failed its ingest that has not succeeded and never will; null: there is none
   */
  Uni<Void> remove(UUID dataset, @Nullable UUID failed) {
    return pool.withTransaction(tx -> delete(tx, dataset).chain(() -> giveUp(tx, failed)));
  }

  private static Uni<Void> delete(SqlConnection tx, UUID dataset) {
    return tx.preparedQuery("DELETE FROM records_rule WHERE dataset = $1")
        .execute(Tuple.of(dataset))
        .replaceWithVoid();
  }

  private Uni<Void> giveUp(SqlConnection tx, @Nullable UUID failed) {
    if (failed == null) {
      return Uni.createFrom().voidItem();
    }
    return ingests
        .giveUp(tx, failed)
        .invoke(
            done -> {
              if (!done) {
                throw changed();
              }
            })
        .replaceWithVoid();
  }

  private static Tuple row(
      UUID dataset, RecordsRule.Wish wish, String by, SortedMap<Integer, Long> begin) {
    List<Integer> partitions = wish.partitions();
    Duration every = wish.closeEvery();
    return Tuple.from(
        Arrays.asList(
            dataset,
            wish.topic(),
            wish.topicId(),
            partitions == null ? null : partitions.toArray(Integer[]::new),
            wish.start(),
            wish.closeRecords(),
            every == null ? null : every.toSeconds(),
            wish.fileRecords(),
            wish.zstd(),
            wish.valuesOnly(),
            wish.path(),
            wish.publish(),
            by,
            Range.json(begin)));
  }

  /**
   * Writes down that offsets are in an ingest, and the ingest.
   *
   * @param left what waits behind them
   * @param since since when
   * @return false when somebody did something else meanwhile: then nothing is written
   */
  Uni<Boolean> plan(RecordsRule rule, Planned planned, long left, @Nullable Instant since) {
    Tuple row =
        Tuple.from(
            Arrays.asList(
                rule.dataset(),
                rule.id(),
                rule.planned(),
                Range.json(planned.next()),
                planned.id(),
                Range.json(planned.ranges()),
                left,
                since == null ? null : since.atOffset(ZoneOffset.UTC),
                rule.project(),
                rule.name()));
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(PLAN)
                .execute(row)
                .chain(
                    done ->
                        done.rowCount() == 1
                            ? ask(tx, planned).replaceWith(true)
                            : Uni.createFrom().item(false)));
  }

  private Uni<Void> ask(SqlConnection tx, Planned planned) {
    return ingests
        .ask(tx, planned.id(), planned.request(), planned.key(), RecordsTick.WHO)
        .invoke(
            taken -> {
              if (!taken) {
                throw new IllegalStateException("another ingest has the key " + planned.key());
              }
            })
        .replaceWithVoid();
  }

  /** Notes what waits; partitions that were not known before begin here. */
  Uni<Void> seen(
      RecordsRule rule, SortedMap<Integer, Long> begin, long waiting, @Nullable Instant since) {
    return pool.preparedQuery(SEEN)
        .execute(
            Tuple.from(
                Arrays.asList(
                    rule.dataset(),
                    rule.id(),
                    rule.planned(),
                    Range.json(begin),
                    waiting,
                    since == null ? null : since.atOffset(ZoneOffset.UTC))))
        .replaceWithVoid();
  }

  /**
   * Notes what is in the way.
   *
   * @param stopped whether somebody has to decide
   */
  Uni<Void> hindered(RecordsRule rule, Failure failure, boolean stopped) {
    return pool.preparedQuery(HINDERED)
        .execute(
            Tuple.from(
                List.of(
                    rule.dataset(),
                    rule.id(),
                    rule.planned(),
                    stopped,
                    failure.code(),
                    failure.detail())))
        .replaceWithVoid();
  }

  /** Notes that the last ingest is tried again now; false when it is not the time. */
  Uni<Boolean> retried(RecordsRule rule, Failure failure, Duration pause) {
    return pool.preparedQuery(RETRIED)
        .execute(
            Tuple.from(
                List.of(
                    rule.dataset(),
                    rule.id(),
                    rule.planned(),
                    pause.toMillis() / 1000.0,
                    failure.code(),
                    failure.detail())))
        .map(done -> done.rowCount() == 1);
  }

  /**
   * Has the offsets of an ingest that has brought nothing wait again.
   *
   * @throws LamellaException {@code conflict} when somebody did something else meanwhile
   */
  Uni<Void> takeBack(RecordsRule rule, UUID failed, SortedMap<Integer, Long> next) {
    return pool.withTransaction(tx -> back(tx, rule, failed, rule.wish().topicId(), next));
  }

  /**
   * Goes on from other offsets, as if nothing had been in the way.
   *
   * @param failed the ingest whose offsets another one will have; null: there is none
   * @throws LamellaException {@code conflict} when somebody did something else meanwhile
   */
  Uni<Void> goOn(
      RecordsRule rule, @Nullable UUID failed, String topicId, SortedMap<Integer, Long> next) {
    return pool.withTransaction(
        tx ->
            back(tx, rule, failed, topicId, next)
                .chain(() -> tx.preparedQuery(AFRESH).execute(Tuple.of(rule.dataset())))
                .replaceWithVoid());
  }

  private Uni<Void> back(
      SqlConnection tx,
      RecordsRule rule,
      @Nullable UUID failed,
      String topicId,
      SortedMap<Integer, Long> next) {
    return tx.preparedQuery(BACK)
        .execute(
            Tuple.from(
                List.of(rule.dataset(), rule.id(), rule.planned(), topicId, Range.json(next))))
        .invoke(RecordsRules::requireOne)
        .chain(() -> giveUp(tx, failed));
  }

  private static void requireOne(RowSet<Row> done) {
    if (done.rowCount() != 1) {
      throw changed();
    }
  }

  private static LamellaException changed() {
    return new LamellaException(
        ErrorCode.CONFLICT, "it went on meanwhile: look at it, and do it again if it still helps");
  }

  private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> of) {
    return StreamSupport.stream(rows.spliterator(), false).map(of).toList();
  }
}
