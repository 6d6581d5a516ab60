package io.lamella.metadata;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** The catalog's database, as another process would write to it. */
@ApplicationScoped
public class Database {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String WAITING =
      "SELECT count(*) FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids(pid))";

  @Inject Pool pool;

  public void run(String sql, UUID id) {
    pool.preparedQuery(sql).execute(Tuple.of(id)).await().atMost(LIMIT);
  }

  /** How many rows there are of {@code from}, which names the version as {@code $1}. */
  public long count(String from, UUID id) {
    return first("SELECT count(*) FROM " + from, id).getLong(0);
  }

  /** The only text of the only row. */
  public String text(String sql, UUID id) {
    return first(sql, id).getString(0);
  }

  private Row first(String sql, UUID id) {
    return pool.preparedQuery(sql).execute(Tuple.of(id)).await().atMost(LIMIT).iterator().next();
  }

  /** What {@code work} answers when {@code sql} commits only once the work waits for it. */
  public <T> T whileOpen(String sql, UUID id, Supplier<T> work) {
    SqlConnection other = pool.getConnection().await().atMost(LIMIT);
    try {
      int pid =
          other
              .query("SELECT pg_backend_pid()")
              .execute()
              .await()
              .atMost(LIMIT)
              .iterator()
              .next()
              .getInteger(0);
      other.query("BEGIN").execute().await().atMost(LIMIT);
      other.preparedQuery(sql).execute(Tuple.of(id)).await().atMost(LIMIT);
      CompletableFuture<T> result = CompletableFuture.supplyAsync(work);
      Awaitility.await().atMost(LIMIT).until(() -> result.isDone() || isWaitedFor(pid));
      other.query("COMMIT").execute().await().atMost(LIMIT);
      return result.join();
    } finally {
      other.close().await().atMost(LIMIT);
    }
  }

  private boolean isWaitedFor(int pid) {
    return pool.preparedQuery(WAITING)
            .execute(Tuple.of(pid))
            .await()
            .atMost(LIMIT)
            .iterator()
            .next()
            .getLong(0)
        > 0;
  }
}
