package io.lamella.metadata.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.IngestSource;
import io.lamella.kit.event.EventJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tables of windows and of what is in them. What ends a window does so once. */
@ApplicationScoped
class Windows {
  /** Where a rule says nothing, it is closed before its draft is aborted as an idle one. */
  private static final String QUIET =
      "UPDATE intake_window SET state = 'closed', closed_by = 'quiet' WHERE (dataset, seq) IN"
          + " (SELECT w.dataset, w.seq FROM intake_window w JOIN intake_rule r ON r.dataset ="
          + " w.dataset WHERE w.state = 'open' AND w.last_at < now() -"
          + " coalesce((r.definition->'close'->>'quiet')::interval, interval '3 days')"
          + " FOR UPDATE OF w SKIP LOCKED)";

  /** Whose oldest window has a step to take, as far as can be told from here. */
  private static final String DUE =
      "WITH head AS (SELECT DISTINCT ON (dataset) * FROM intake_window WHERE state IN ('open',"
          + " 'closed') ORDER BY dataset, seq) SELECT h.dataset FROM head h JOIN intake_rule r ON"
          + " r.dataset = h.dataset LEFT JOIN version v ON v.id = h.version WHERE h.state = 'closed'"
          + " OR v.id IS NULL OR v.trashed IS NOT NULL OR v.state <> 'UPLOADING' OR v.sealing OR"
          + " EXISTS (SELECT FROM intake_batch b WHERE b.dataset = h.dataset AND b.seq = h.seq AND"
          + " b.ingest IS NULL AND (b.ready OR b.at < now() - interval '5 seconds')) OR (r.definition->>'onError' = 'fail' AND EXISTS (SELECT FROM"
          + " intake_batch b JOIN ingest i ON i.id = b.ingest WHERE b.dataset = h.dataset AND b.seq"
          + " = h.seq AND i.state = 'failed')) LIMIT 1000";

  private static final String OF =
      "SELECT dataset FROM intake_window WHERE version = $1 AND state IN ('open', 'closed') UNION"
          + " SELECT w.dataset FROM intake_batch b JOIN intake_window w ON w.dataset = b.dataset AND"
          + " w.seq = b.seq WHERE b.ingest = $1 AND w.state IN ('open', 'closed')";
  private static final String LOAD =
      "SELECT count(*) FILTER (WHERE b.ready AND b.ingest IS NULL) AS waiting, count(*) FILTER"
          + " (WHERE NOT b.ready) AS loose, coalesce(min(b.at) FILTER (WHERE NOT b.ready) < now() -"
          + " interval '5 seconds' OR sum(b.files) FILTER (WHERE NOT b.ready) >= $3 OR"
          + " sum(length(b.sources)) FILTER (WHERE NOT b.ready) >= $4, false) AS due, count(*) FILTER (WHERE i.state IN"
          + " ('accepted', 'loading', 'sealing')) AS under_way, coalesce(sum((i.counts->>'doneFiles')"
          + "::bigint), 0)::bigint AS files, (array_agg(i.failure_code ORDER BY b.place) FILTER"
          + " (WHERE i.state = 'failed'))[1] AS code, (array_agg(i.failure_detail ORDER BY b.place)"
          + " FILTER (WHERE i.state = 'failed'))[1] AS detail FROM intake_batch b LEFT JOIN ingest i"
          + " ON i.id = b.ingest WHERE b.dataset = $1 AND b.seq = $2";
  private static final String MOVE =
      "UPDATE intake_batch b SET id = gen_random_uuid(), seq = $3, ingest = NULL WHERE b.dataset ="
          + " $1 AND b.seq = $2 AND (b.ingest IS NULL OR ($4 AND NOT EXISTS (SELECT FROM ingest i"
          + " WHERE i.id = b.ingest AND i.state = 'done')))";

  private static final String LOOSE =
      "WITH loose AS (DELETE FROM intake_batch WHERE id IN (SELECT id FROM intake_batch WHERE"
          + " dataset = $1 AND seq = $2 AND NOT ready ORDER BY place LIMIT $3) RETURNING place,"
          + " sources) SELECT sources FROM loose ORDER BY place";

  /** So many loose batches are gathered at a time. */
  private static final int TOGETHER = 50;

  private final Pool pool;

  @Inject
  Windows(Pool pool) {
    this.pool = pool;
  }

  /** What one request is to load. */
  record Batch(UUID id, String sources) {}

  /**
   * How far a window is loaded.
   *
   * @param loose batches that more may be gathered with
   * @param due whether they are enough for a request, or have waited long enough
   * @param waiting batches that are ready and not asked for yet
   * @param underWay batches that are being loaded
   * @param files files that are in its draft
   * @param failure why one of them has failed; null: none has
   */
  record Load(
      long loose,
      boolean due,
      long waiting,
      long underWay,
      long files,
      @Nullable Failure failure) {}

  Uni<Optional<Head>> head(UUID dataset) {
    return pool.preparedQuery(Head.SELECT)
        .execute(Tuple.of(dataset))
        .map(rows -> list(rows, Head::of).stream().findFirst());
  }

  /** Closes windows into which nothing came for as long as their rules say. */
  Uni<Void> closeQuiet() {
    return pool.query(QUIET).execute().replaceWithVoid();
  }

  Uni<List<UUID>> due() {
    return pool.query(DUE).execute().map(rows -> list(rows, row -> row.getUUID(0)));
  }

  /** Datasets with a window that waits for this version or ingest. */
  Uni<List<UUID>> waitingFor(UUID id) {
    return pool.preparedQuery(OF)
        .execute(Tuple.of(id))
        .map(rows -> list(rows, row -> row.getUUID(0)));
  }

  Uni<Void> made(Head head) {
    return update(head, "made = true, detail = NULL", Tuple.of(head.dataset(), head.seq()));
  }

  /** Why it waits; null: it does not any more. */
  Uni<Void> waits(Head head, @Nullable String why) {
    return update(head, "detail = $3", Tuple.of(head.dataset(), head.seq(), why));
  }

  Uni<Void> ending(Head head, String ending) {
    return update(head, "ending = $3", Tuple.of(head.dataset(), head.seq(), ending));
  }

  private Uni<Void> update(Head head, String what, Tuple values) {
    return pool.preparedQuery(
            "UPDATE intake_window SET "
                + what
                + " WHERE dataset = $1 AND seq = $2 AND ended_at IS"
                + " NULL")
        .execute(values)
        .replaceWithVoid();
  }

  Uni<Load> load(Head head) {
    return pool.preparedQuery(LOAD)
        .execute(Tuple.of(head.dataset(), head.seq(), Gathering.FILES, Gathering.BYTES))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              String code = row.getString("code");
              return new Load(
                  row.getLong("loose"),
                  row.getBoolean("due"),
                  row.getLong("waiting"),
                  row.getLong("under_way"),
                  row.getLong("files"),
                  code == null ? null : new Failure(code, String.valueOf(row.getString("detail"))));
            });
  }

  /** The next batches that are not asked for. */
  Uni<List<Batch>> waiting(Head head, int most) {
    return pool.preparedQuery(
            "SELECT id, sources FROM intake_batch WHERE dataset = $1 AND seq = $2 AND ready AND"
                + " ingest IS NULL ORDER BY place LIMIT $3")
        .execute(Tuple.of(head.dataset(), head.seq(), most))
        .map(rows -> list(rows, row -> new Batch(row.getUUID("id"), row.getString("sources"))));
  }

  /** Makes requests of the loose batches that came first; what comes again is asked for once. */
  Uni<Void> gather(Head head) {
    return pool.withTransaction(
        tx ->
            lock(tx, head)
                .chain(
                    () ->
                        tx.preparedQuery(LOOSE)
                            .execute(Tuple.of(head.dataset(), head.seq(), TOGETHER)))
                .map(rows -> list(rows, row -> row.getString("sources")))
                .chain(loose -> Intake.all(tx, Intake.BATCH, gathered(head, loose))));
  }

  private static List<Tuple> gathered(Head head, List<String> loose) {
    Map<String, Piece> pieces = new LinkedHashMap<>();
    for (String sources : loose) {
      for (IngestSource source : sources(sources)) {
        Piece.of(source)
            .forEach(
                piece -> {
                  pieces.remove(piece.key());
                  pieces.put(piece.key(), piece);
                });
      }
    }
    return Gathering.of(pieces.values()).stream()
        .map(
            request ->
                new Filing.Batch(
                    UUID.randomUUID(),
                    head.dataset(),
                    head.seq(),
                    new Gathering.Request(request.sources(), true, request.files())))
        .map(Intake::tuple)
        .toList();
  }

  private static IngestSource[] sources(String json) {
    try {
      return EventJson.MAPPER.readValue(json, IngestSource[].class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row holds other JSON than sources", e);
    }
  }

  Uni<Void> asked(Batch batch, UUID ingest) {
    return pool.preparedQuery("UPDATE intake_batch SET ingest = $2 WHERE id = $1")
        .execute(Tuple.of(batch.id(), ingest))
        .replaceWithVoid();
  }

  /**
   * Closes a window whose version somebody else finalized; what is not in it comes into the next
   * one.
   */
  Uni<Void> overtaken(Head head) {
    return pool.withTransaction(
        tx ->
            lock(tx, head)
                .chain(
                    () ->
                        tx.preparedQuery(
                                "UPDATE intake_window SET state = 'closed', ending = 'sealed',"
                                    + " closed_by = coalesce(closed_by, 'version') WHERE dataset ="
                                    + " $1 AND seq = $2 AND state IN ('open', 'closed') AND ending IS"
                                    + " NULL")
                            .execute(Tuple.of(head.dataset(), head.seq())))
                .chain(
                    done ->
                        done.rowCount() == 0
                            ? Uni.createFrom().voidItem()
                            : moveOn(tx, head, true)));
  }

  /**
   * Ends a window; of one that has failed, what was not asked for comes into the next one.
   *
   * @param state {@code done}, {@code empty} or {@code failed}
   */
  Uni<Void> end(Head head, String state, @Nullable String detail) {
    return pool.withTransaction(
        tx ->
            lock(tx, head)
                .chain(
                    () ->
                        tx.preparedQuery(
                                "UPDATE intake_window SET state = $3, detail = $4, closed_by ="
                                    + " coalesce(closed_by, 'version'), ended_at = now() WHERE"
                                    + " dataset = $1 AND seq = $2 AND state IN ('open', 'closed')")
                            .execute(Tuple.of(head.dataset(), head.seq(), state, detail)))
                .chain(
                    done ->
                        done.rowCount() == 0
                            ? Uni.createFrom().voidItem()
                            : moveOn(tx, head, false).chain(() -> clear(tx, head))));
  }

  private static Uni<Void> clear(SqlConnection tx, Head head) {
    return tx.preparedQuery("DELETE FROM intake_batch WHERE dataset = $1 AND seq = $2")
        .execute(Tuple.of(head.dataset(), head.seq()))
        .replaceWithVoid();
  }

  /** Nothing comes into any of the dataset's windows until the end of the transaction. */
  private static Uni<Void> lock(SqlConnection tx, Head head) {
    return tx.preparedQuery("SELECT 1 FROM intake_rule WHERE dataset = $1 FOR UPDATE")
        .execute(Tuple.of(head.dataset()))
        .replaceWithVoid();
  }

  /** The files of what moves are counted where they came first. */
  private static Uni<Void> moveOn(SqlConnection tx, Head head, boolean also) {
    return tx.preparedQuery(
            "SELECT 1 FROM intake_batch b WHERE b.dataset = $1 AND b.seq = $2 AND (b.ingest IS NULL"
                + " OR ($3 AND NOT EXISTS (SELECT FROM ingest i WHERE i.id = b.ingest AND i.state ="
                + " 'done'))) LIMIT 1")
        .execute(Tuple.of(head.dataset(), head.seq(), also))
        .chain(
            found ->
                found.size() == 0
                    ? Uni.createFrom().voidItem()
                    : next(tx, head)
                        .chain(
                            next ->
                                tx.preparedQuery(MOVE)
                                    .execute(Tuple.of(head.dataset(), head.seq(), next, also)))
                        .replaceWithVoid());
  }

  /** Number of the window behind this one, which is opened if there is none. */
  private static Uni<Long> next(SqlConnection tx, Head head) {
    return tx.preparedQuery(
            "SELECT min(seq) FROM intake_window WHERE dataset = $1 AND seq > $2 AND state IN"
                + " ('open', 'closed')")
        .execute(Tuple.of(head.dataset(), head.seq()))
        .chain(
            rows -> {
              Long seq = rows.iterator().next().getLong(0);
              return seq != null ? Uni.createFrom().item(seq) : open(tx, head);
            });
  }

  private static Uni<Long> open(SqlConnection tx, Head head) {
    return tx.preparedQuery(
            "UPDATE intake_rule SET windows = windows + 1 WHERE dataset = $1 RETURNING windows,"
                + " removed")
        .execute(Tuple.of(head.dataset()))
        .map(rows -> rows.iterator().next())
        .call(
            row ->
                tx.preparedQuery(
                        "INSERT INTO intake_window (dataset, seq, version, state, files, bytes,"
                            + " closed_by, traceparent) VALUES ($1, $2, gen_random_uuid(), CASE"
                            + " WHEN $3 THEN 'closed' ELSE 'open' END, 0, 0, CASE WHEN $3 THEN"
                            + " 'removal' END, $4)")
                    .execute(
                        Tuple.of(
                            head.dataset(),
                            row.getLong("windows"),
                            row.getBoolean("removed"),
                            head.traceparent())))
        .map(row -> row.getLong("windows"));
  }

  private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> of) {
    List<T> all = new ArrayList<>();
    rows.forEach(row -> all.add(of.apply(row)));
    return all;
  }
}
