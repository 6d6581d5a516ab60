package io.lamella.metadata.webhook;

import io.lamella.metadata.journal.Entry;
import io.lamella.metadata.journal.Journal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Makes the deliveries of new events: for each event once, whatever process does it and whatever
 * fails, because the place up to where that is done moves in the same transaction.
 */
@ApplicationScoped
class Planner {
  private static final String PLANNED = "SELECT planned FROM journal_mark FOR UPDATE SKIP LOCKED";
  private static final String MARK = "UPDATE journal_mark SET planned = $1";
  private static final String DELIVER =
      """
      INSERT INTO delivery
        (id, webhook, event_id, type, body, status, attempts, place, created, begun, due)
      VALUES ($1, $2, $3, $4, $5, 'pending', 0, $6, date_trunc('milliseconds', now()), now(), now())
      ON CONFLICT (webhook, event_id) DO NOTHING
      """;
  private static final int PAGE = 256;

  private final Pool pool;
  private final Journal journal;
  private final Webhooks webhooks;

  @Inject
  Planner(Pool pool, Journal journal, Webhooks webhooks) {
    this.pool = pool;
    this.journal = journal;
    this.webhooks = webhooks;
  }

  /** Does all that there is to do, unless another process does it. */
  Uni<Void> plan() {
    return pool.withTransaction(this::some)
        .chain(events -> events == PAGE ? plan() : Uni.createFrom().voidItem());
  }

  private Uni<Integer> some(SqlConnection tx) {
    return tx.query(PLANNED)
        .execute()
        .chain(
            rows ->
                rows.rowCount() == 0
                    ? Uni.createFrom().item(0)
                    : journal
                        .page(tx, rows.iterator().next().getLong(0), PAGE)
                        .chain(page -> deliver(tx, page.entries())));
  }

  private Uni<Integer> deliver(SqlConnection tx, List<Entry> entries) {
    if (entries.isEmpty()) {
      return Uni.createFrom().item(0);
    }
    return webhooks
        .inUse(tx)
        .map(hooks -> deliveries(hooks, entries))
        .chain(
            rows ->
                rows.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : tx.preparedQuery(DELIVER).executeBatch(rows).replaceWithVoid())
        .chain(
            () -> tx.preparedQuery(MARK).execute(Tuple.of(entries.get(entries.size() - 1).place())))
        .replaceWith(entries.size());
  }

  private static List<Tuple> deliveries(List<Webhook> hooks, List<Entry> entries) {
    List<Tuple> rows = new ArrayList<>();
    for (Entry entry : entries) {
      for (Webhook hook : hooks) {
        if (entry.place() > hook.since() && hook.filter().fits(entry.event())) {
          rows.add(
              Tuple.of(
                  UUID.randomUUID(),
                  hook.id(),
                  entry.event().id(),
                  entry.event().type(),
                  entry.json(),
                  entry.place()));
        }
      }
    }
    return rows;
  }
}
