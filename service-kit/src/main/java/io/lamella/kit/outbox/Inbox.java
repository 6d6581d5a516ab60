package io.lamella.kit.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Remembers which events a consumer has taken, in the transaction of their effect. */
public final class Inbox {
  private Inbox() {}

  /** True the first time that {@code consumer} takes this event. */
  public static Uni<Boolean> firstTime(SqlClient tx, String consumer, String eventId) {
    return tx.preparedQuery(
            "INSERT INTO inbox (consumer, event_id) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .execute(Tuple.of(consumer, eventId))
        .map(rows -> rows.rowCount() == 1);
  }

  /** Forgets events older than {@code age}; answers how many. */
  public static Uni<Integer> expire(SqlClient client, Duration age) {
    return client
        .preparedQuery("DELETE FROM inbox WHERE at < $1")
        .execute(Tuple.of(OffsetDateTime.now(ZoneOffset.UTC).minus(age)))
        .map(rows -> rows.rowCount());
  }
}
