package io.lamella.kit.outbox;

import io.lamella.kit.trace.TraceParent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Arrays;
import java.util.List;

/** Writes events beside the change that they speak of, in the same transaction. */
public final class Outbox {
  private static final String INSERT =
      "INSERT INTO outbox (topic, key, event_id, type, subject, data, traceparent) VALUES ($1, $2,"
          + " $3, $4, $5, $6, $7)";

  private Outbox() {}

  /** Appends events within the transaction of {@code tx}, with the trace that goes on here. */
  public static Uni<Void> append(SqlClient tx, OutboxEvent... events) {
    String traceparent = TraceParent.here();
    List<Tuple> rows =
        List.of(events).stream()
            .map(
                e ->
                    Tuple.tuple(
                        Arrays.asList(
                            e.topic(),
                            e.key(),
                            e.id(),
                            e.type(),
                            e.subject(),
                            new JsonObject(e.data()),
                            traceparent)))
            .toList();
    return tx.preparedQuery(INSERT).executeBatch(rows).replaceWithVoid();
  }
}
