package io.lamella.upload.database;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A transaction under way. For one thread, which waits for each answer. */
public final class Transaction {
  private final SqlConnection connection;

  Transaction(SqlConnection connection) {
    this.connection = connection;
  }

  /** The connection, for what others write in this transaction. */
  public SqlConnection connection() {
    return connection;
  }

  /** Runs one prepared statement. */
  public RowSet<Row> run(String sql, @Nullable Object... parameters) {
    return connection
        .preparedQuery(sql)
        .execute(Tuple.tuple(Arrays.asList(parameters)))
        .await()
        .atMost(Database.PATIENCE);
  }

  /** The first row, if there is one. */
  public Optional<Row> first(String sql, @Nullable Object... parameters) {
    Iterator<Row> rows = run(sql, parameters).iterator();
    return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
  }

  /** Number of rows that the statement changed. */
  public int change(String sql, @Nullable Object... parameters) {
    return run(sql, parameters).rowCount();
  }
}
