package io.lamella.kit.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/** Writes events beside the change that they speak of, in the same transaction. */
public final class Outbox {
  private static final String INSERT =
      "INSERT INTO outbox (topic, key, event_id, type, subject, data) VALUES ($1, $2, $3, $4, $5,"
          + " $6)";

  private Outbox() {}

  /** Appends events within the transaction of {@code tx}. */
  public static Uni<Void> append(SqlClient tx, OutboxEvent... events) {
    List<Tuple> rows =
        List.of(events).stream()
            .map(
                e ->
                    Tuple.from(
                        List.of(
                            e.topic(),
                            e.key(),
                            e.id(),
                            e.type(),
                            e.subject(),
                            new JsonObject(e.data()))))
            .toList();
    return tx.preparedQuery(INSERT).executeBatch(rows).replaceWithVoid();
  }
}
