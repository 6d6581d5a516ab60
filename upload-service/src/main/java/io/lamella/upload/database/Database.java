package io.lamella.upload.database;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The service's PostgreSQL, for worker threads: every call waits for its answer, never on an event
 * loop.
 */
@ApplicationScoped
public class Database {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int TRIES = 5;

  /** Serialization failure and deadlock: the same transaction again may pass. */
  private static final Set<String> TRY_AGAIN = Set.of("40001", "40P01");

  private final Pool pool;
  private final Duration patience;

  @Inject
  Database(Pool pool) {
    this(pool, PATIENCE);
  }

  /**
   * @param patience how long a connection is waited for
   */
  Database(Pool pool, Duration patience) {
    this.pool = pool;
    this.patience = patience;
  }

  /**
   * Runs {@code work} in one transaction, which commits when it returns and rolls back when it
   * throws. {@code work} may run several times: it has no effect outside of the transaction.
   */
  public <T extends @Nullable Object> T inTransaction(Function<Transaction, T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(work);
      } catch (PgException e) {
        if (attempt >= TRIES || !TRY_AGAIN.contains(e.getSqlState())) {
          throw e;
        }
      }
    }
  }

  /** As {@link #inTransaction}, without a result. */
  public void transact(Consumer<Transaction> work) {
    inTransaction(
        tx -> {
          work.accept(tx);
          return null;
        });
  }

  private <T extends @Nullable Object> T once(Function<Transaction, T> work) {
    SqlConnection connection = connect();
    try {
      io.vertx.mutiny.sqlclient.Transaction transaction =
          connection.begin().await().atMost(PATIENCE);
      T result;
      try {
        result = work.apply(new Transaction(connection));
      } catch (Throwable e) {
        rollback(transaction, e);
        throw e;
      }
      transaction.commit().await().atMost(PATIENCE);
      return result;
    } finally {
      connection.closeAndForget();
    }
  }

  /** A connection; one that comes when nobody waits for it any more goes back to the others. */
  private SqlConnection connect() {
    Uni<SqlConnection> coming = pool.getConnection().memoize().indefinitely();
    try {
      return coming.await().atMost(patience);
    } catch (TimeoutException e) {
      coming.subscribe().with(SqlConnection::closeAndForget, failure -> {});
      throw e;
    }
  }

  private static void rollback(io.vertx.mutiny.sqlclient.Transaction transaction, Throwable cause) {
    try {
      transaction.rollback().await().atMost(PATIENCE);
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
