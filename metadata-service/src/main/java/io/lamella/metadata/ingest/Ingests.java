package io.lamella.metadata.ingest;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.event.IngestLoaded;
import io.lamella.contracts.event.IngestProgressed;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.IngestCounts;
import io.lamella.contracts.rest.IngestView;
import io.lamella.contracts.rest.Page;
import io.lamella.kit.outbox.Outbox;
import io.lamella.kit.outbox.OutboxEvent;
import io.lamella.kit.trace.TraceParent;
import io.lamella.metadata.limit.Cursor;
import io.lamella.metadata.limit.Paging;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The table of ingests. What changes a state does so only from the states that it is meant for. */
@ApplicationScoped
class Ingests {
  static final int CURSOR_PARTS = 2;

  private static final String INSERT =
      "INSERT INTO ingest (id, caller, key, keyed, fingerprint, request, mode, state, version,"
          + " makes, counts, traceparent) VALUES ($1, $2, $3, $4, $5, $6::text::jsonb, $7,"
          + " 'accepted', $8, $9, $10::text::jsonb, $11) ON CONFLICT (caller, key) DO NOTHING";
  private static final String SELECT = "SELECT " + Ingest.COLUMNS + " FROM ingest i ";
  private static final String VIEW =
      "SELECT "
          + Ingest.COLUMNS
          + ", v.id AS there, p.path AS project, d.name AS dataset_name, v.number, v.state AS"
          + " version_state, v.digest FROM ingest i LEFT JOIN version v ON v.id = i.version LEFT"
          + " JOIN dataset d ON d.id = v.dataset LEFT JOIN project p ON p.id = d.project ";
  private static final String PAGE =
      VIEW
          + "WHERE ($1::uuid IS NULL OR i.version = $1) AND ($2::text IS NULL OR i.state = $2)"
          + " AND ($3::timestamptz IS NULL OR (i.created, i.id) < ($3, $4)) ORDER BY i.created"
          + " DESC, i.id DESC LIMIT $5";
  private static final String OVERDUE =
      "SELECT i.id FROM ingest i LEFT JOIN version v ON v.id = i.version WHERE"
          + " (i.state = 'accepted' AND i.updated < now() - interval '10 seconds')"
          + " OR (i.state = 'loading' AND (i.loaded OR v.id IS NULL OR v.trashed IS NOT NULL OR"
          + " v.state <> 'UPLOADING'))"
          + " OR (i.state = 'sealing' AND (v.id IS NULL OR v.trashed IS NOT NULL OR v.state <>"
          + " 'UPLOADING' OR (NOT v.sealing AND i.updated < now() - interval '10 seconds')))"
          + " ORDER BY i.updated LIMIT 100";

  private final Pool pool;

  @Inject
  Ingests(Pool pool) {
    this.pool = pool;
  }

  /** A request that is new. */
  record New(
      UUID id,
      String caller,
      String key,
      boolean keyed,
      String fingerprint,
      String request,
      String mode,
      UUID version,
      boolean makes) {}

  /**
   * Writes a request down, or finds the one that came with the same key before.
   *
   * @throws LamellaException {@code idempotency-mismatch} when that was another one
   */
  Uni<Ingest> accept(New wish) {
    return pool.preparedQuery(INSERT)
        .execute(row(wish))
        .chain(
            () ->
                pool.preparedQuery(
                        "SELECT "
                            + Ingest.COLUMNS
                            + ", i.fingerprint FROM ingest i WHERE i.caller = $1 AND i.key = $2")
                    .execute(Tuple.of(wish.caller(), wish.key())))
        .map(
            rows -> {
              Row found = rows.iterator().next();
              if (!found.getString("fingerprint").equals(wish.fingerprint())) {
                throw new LamellaException(
                    ErrorCode.IDEMPOTENCY_MISMATCH,
                    "the key " + wish.key() + " came with another request before; take a new one");
              }
              return Ingest.of(found);
            });
  }

  private static Tuple row(New wish) {
    return Tuple.from(
        Arrays.asList(
            wish.id(),
            wish.caller(),
            wish.key(),
            wish.keyed(),
            wish.fingerprint(),
            wish.request(),
            wish.mode(),
            wish.version(),
            wish.makes(),
            Ingest.json(IngestCounts.NONE),
            TraceParent.here()));
  }

  /** Writes a request down in somebody's transaction; false when its key came before. */
  Uni<Boolean> accept(SqlConnection tx, New wish) {
    return tx.preparedQuery(INSERT).execute(row(wish)).map(done -> done.rowCount() == 1);
  }

  /** Has no more attempts made of one that did not succeed; false when it is not such a one. */
  Uni<Boolean> giveUp(SqlConnection tx, UUID id) {
    return tx.preparedQuery(
            "UPDATE ingest SET given_up = true, updated = now() WHERE id = $1 AND state IN"
                + " ('failed', 'cancelled')")
        .execute(Tuple.of(id))
        .map(done -> done.rowCount() == 1);
  }

  /** One of them. */
  Uni<Optional<Ingest>> find(UUID id) {
    return pool.preparedQuery(SELECT + "WHERE i.id = $1").execute(Tuple.of(id)).map(Ingests::first);
  }

  /**
   * One of them.
   *
   * @throws LamellaException {@code ingest-not-found}
   */
  Uni<Ingest> get(UUID id) {
    return find(id).map(found -> found.orElseThrow(() -> unknown(id)));
  }

  private static LamellaException unknown(UUID id) {
    return new LamellaException(ErrorCode.INGEST_NOT_FOUND, "there is no ingest " + id);
  }

  /** Those that fill a version and have not ended. */
  Uni<List<UUID>> openOf(UUID version) {
    return pool.preparedQuery(
            "SELECT id FROM ingest WHERE version = $1 AND state IN ('accepted', 'loading',"
                + " 'sealing')")
        .execute(Tuple.of(version))
        .map(Ingests::ids);
  }

  /** Those whose next step is due and was not taken. */
  Uni<List<UUID>> overdue() {
    return pool.query(OVERDUE).execute().map(Ingests::ids);
  }

  /** Those of which upload-service has told nothing for a while. */
  Uni<List<UUID>> silent() {
    return pool.query(
            "SELECT id FROM ingest WHERE state = 'loading' AND NOT loaded AND updated < now() -"
                + " interval '2 minutes' ORDER BY updated LIMIT 100")
        .execute()
        .map(Ingests::ids);
  }

  /** One of them as it is shown. */
  Uni<IngestView> view(UUID id) {
    return pool.preparedQuery(VIEW + "WHERE i.id = $1")
        .execute(Tuple.of(id))
        .map(
            rows ->
                stream(rows, Ingests::view).stream().findFirst().orElseThrow(() -> unknown(id)));
  }

  /** The newest first. */
  Uni<Page<IngestView>> page(
      @Nullable UUID version, Ingest.@Nullable State state, Paging.Wanted wanted) {
    Cursor after = wanted.after();
    return pool.preparedQuery(PAGE)
        .execute(
            Tuple.of(
                version,
                state == null ? null : state.label(),
                after == null ? null : after.time(0).atOffset(ZoneOffset.UTC),
                after == null ? null : after.id(1),
                wanted.rows()))
        .map(rows -> stream(rows, Ingests::view))
        .map(
            found ->
                wanted.page(
                    found.size(),
                    found,
                    view -> Cursor.of(view.created().toString(), view.id().toString())));
  }

  /** What was told of how far an attempt has come; what says less than is known is passed over. */
  Uni<Void> progressed(IngestProgressed news) {
    return pool.preparedQuery(
            "UPDATE ingest SET counts = $3::text::jsonb, updated = now() WHERE id = $1 AND attempt ="
                + " $2 AND state = 'loading' AND NOT loaded AND (counts->>'doneFiles')::bigint +"
                + " (counts->>'failedFiles')::bigint <= $4 AND (counts->>'files')::bigint <= $5")
        .execute(
            Tuple.of(
                news.ingest(),
                news.attempt(),
                Ingest.json(news.counts()),
                news.counts().doneFiles() + news.counts().failedFiles(),
                news.counts().files()))
        .replaceWithVoid();
  }

  /** That an attempt has ended, once. */
  Uni<Void> loaded(IngestLoaded news) {
    Failure failure = news.failure();
    return pool.preparedQuery(
            "UPDATE ingest SET counts = $3::text::jsonb, misses = $4::text::jsonb, load_failure ="
                + " $5::text::jsonb, loaded = true, updated = now() WHERE id = $1 AND attempt = $2"
                + " AND state = 'loading' AND NOT loaded")
        .execute(
            Tuple.of(
                news.ingest(),
                news.attempt(),
                Ingest.json(news.counts()),
                Ingest.json(news.failed()),
                failure == null ? null : Ingest.json(failure)))
        .replaceWithVoid();
  }

  /** From loading to sealing. */
  Uni<Void> sealing(UUID id, int attempt) {
    return pool.preparedQuery(
            "UPDATE ingest SET state = 'sealing', updated = now() WHERE id = $1 AND attempt = $2"
                + " AND state = 'loading'")
        .execute(Tuple.of(id, attempt))
        .replaceWithVoid();
  }

  /**
   * Ends an ingest in the transaction that tells of it; one that has ended stays as it is.
   *
   * @return whether it ended now
   */
  Uni<Boolean> end(
      Ingest ingest, Ingest.State how, @Nullable Failure failure, List<OutboxEvent> told) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(
                    "UPDATE ingest SET state = $3, failure_code = $4, failure_detail = $5, updated ="
                        + " now(), ended = now() WHERE id = $1 AND attempt = $2 AND state IN"
                        + " ('accepted', 'loading', 'sealing')")
                .execute(
                    Tuple.of(
                        ingest.id(),
                        ingest.attempt(),
                        how.label(),
                        failure == null ? null : failure.code(),
                        failure == null ? null : failure.detail()))
                .chain(
                    done ->
                        done.rowCount() == 1
                            ? append(tx, told).replaceWith(true)
                            : Uni.createFrom().item(false)));
  }

  /** Tells something that changes nothing here. */
  Uni<Void> tell(OutboxEvent event) {
    return pool.withTransaction(tx -> append(tx, List.of(event)));
  }

  private static Uni<Void> append(SqlConnection tx, List<OutboxEvent> events) {
    return Outbox.append(tx, events.toArray(OutboxEvent[]::new));
  }

  /** Begins another attempt, when the last one has ended; false when somebody else did. */
  Uni<Boolean> again(Ingest ingest) {
    return pool.preparedQuery(
            "UPDATE ingest SET state = 'accepted', attempt = attempt + 1, loaded = false, misses ="
                + " '[]', load_failure = NULL, failure_code = NULL, failure_detail = NULL, counts ="
                + " $3::text::jsonb, started = NULL, ended = NULL, updated = now(), traceparent ="
                + " coalesce($4, traceparent) WHERE id = $1 AND attempt = $2 AND (state IN ('done', 'failed', 'cancelled') OR (state = 'loading'"
                + " AND loaded)) AND NOT given_up")
        .execute(
            Tuple.of(
                ingest.id(), ingest.attempt(), Ingest.json(IngestCounts.NONE), TraceParent.here()))
        .map(done -> done.rowCount() == 1);
  }

  private static IngestView view(Row row) {
    Ingest ingest = Ingest.of(row);
    String state = row.getString("version_state");
    return new IngestView(
        ingest.id(),
        ingest.ownKey(),
        ingest.state().label(),
        ingest.request().mode(),
        row.getUUID("there"),
        row.getString("project"),
        row.getString("dataset_name"),
        row.getString("number"),
        state == null ? null : VersionState.valueOf(state),
        row.getString("digest"),
        ingest.counts(),
        ingest.bytesPerSecond(),
        ingest.secondsLeft(),
        ingest.misses(),
        ingest.failure(),
        ingest.attempt(),
        ingest.created(),
        ingest.updated(),
        ingest.ended(),
        ingest.caller());
  }

  private static Optional<Ingest> first(RowSet<Row> rows) {
    return stream(rows, Ingest::of).stream().findFirst();
  }

  private static List<UUID> ids(RowSet<Row> rows) {
    return stream(rows, row -> row.getUUID("id"));
  }

  private static <T> List<T> stream(RowSet<Row> rows, Function<Row, T> of) {
    return StreamSupport.stream(rows.spliterator(), false).map(of).toList();
  }
}
