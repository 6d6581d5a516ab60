package io.lamella.metadata.journal;

import io.lamella.contracts.event.Topic;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What was told of versions, each event once, in the order of commits and for a term. Whatever is
 * here is on the topic too.
 */
@ApplicationScoped
public class Journal {
  private static final String APPEND =
      """
      INSERT INTO journal (event_id, type, subject, time, data)
      SELECT event_id, type, subject, created, data - 'root' - 'domains' FROM outbox
      WHERE id = ANY($1) AND topic = $2 ORDER BY id
      ON CONFLICT (event_id) DO NOTHING
      """;
  private static final String PAGE =
      """
      SELECT m.forgotten, j.place, j.event_id, j.type, j.subject, j.time, j.data::text AS data
      FROM journal_mark m LEFT JOIN LATERAL
        (SELECT * FROM journal WHERE place > $1 ORDER BY place LIMIT $2) j ON true
      ORDER BY j.place
      """;
  private static final String ENDS =
      "SELECT forgotten, greatest(forgotten, (SELECT max(place) FROM journal)) FROM journal_mark";
  private static final String BEFORE =
      "SELECT coalesce((SELECT min(place) - 1 FROM journal WHERE time >= $1),"
          + " (SELECT max(place) FROM journal), 0)";

  /** Not what webhooks have not seen yet. */
  private static final String FORGET =
      """
      WITH gone AS (
        DELETE FROM journal WHERE place IN (
          SELECT j.place FROM journal j, journal_mark m
          WHERE j.time < now() - make_interval(secs => $1) AND j.place <= m.planned
          ORDER BY j.place LIMIT $2 FOR UPDATE OF j SKIP LOCKED)
        RETURNING place)
      UPDATE journal_mark SET forgotten = greatest(forgotten, (SELECT max(place) FROM gone))
      WHERE EXISTS (SELECT FROM gone)
      """;

  private static final int CHUNK = 10_000;

  private final Pool pool;
  private final Duration keep;

  @Inject
  Journal(Pool pool, EventConfig config) {
    this.pool = pool;
    this.keep = config.keep();
  }

  /** Notes events of versions that leave the outbox, in the transaction in which they do. */
  public static Uni<Void> append(SqlConnection tx, Long[] outbox) {
    return tx.preparedQuery(APPEND).execute(Tuple.of(outbox, Topic.VERSIONS)).replaceWithVoid();
  }

  /**
   * Some events in order.
   *
   * @param forgotten the last place that is not kept any more
   */
  public record Page(List<Entry> entries, long forgotten) {}

  /**
   * Where the journal begins and ends.
   *
   * @param forgotten the last place that is not kept any more
   * @param last the last place that is taken
   */
  public record Ends(long forgotten, long last) {}

  /** The first events after a place. */
  public Uni<Page> page(long after, int most) {
    return page(pool, after, most);
  }

  /** As the other, within a transaction. */
  public Uni<Page> page(SqlClient tx, long after, int most) {
    return tx.preparedQuery(PAGE).execute(Tuple.of(after, most)).map(Journal::page);
  }

  private static Page page(RowSet<Row> rows) {
    List<Entry> entries = new ArrayList<>();
    long forgotten = 0;
    for (Row row : rows) {
      forgotten = row.getLong("forgotten");
      if (row.getLong("place") != null) {
        entries.add(Entry.of(row));
      }
    }
    return new Page(entries, forgotten);
  }

  public Uni<Ends> ends() {
    return pool.query(ENDS)
        .execute()
        .map(rows -> rows.iterator().next())
        .map(row -> new Ends(row.getLong(0), row.getLong(1)));
  }

  /** The place before the first event that was told at this time or later. */
  Uni<Long> before(Instant time) {
    return pool.preparedQuery(BEFORE)
        .execute(Tuple.of(time.atOffset(ZoneOffset.UTC)))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  @Scheduled(every = "PT10M", delayed = "PT1M", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return pool.preparedQuery(FORGET)
        .execute(Tuple.of((double) keep.toSeconds(), CHUNK))
        .chain(done -> done.rowCount() > 0 ? forget() : Uni.createFrom().voidItem());
  }
}
