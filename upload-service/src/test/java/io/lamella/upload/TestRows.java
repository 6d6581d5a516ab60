package io.lamella.upload;

import io.lamella.upload.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.inject.spi.CDI;
import java.util.List;

/** The service's rows, as a test sees and changes them behind its back. */
public final class TestRows {
  private TestRows() {}

  public static List<Row> query(String sql, Object... parameters) {
    return CDI.current()
        .select(Database.class)
        .get()
        .inTransaction(tx -> tx.run(sql, parameters).stream().toList());
  }

  public static long count(String from, Object... parameters) {
    return query("SELECT count(*) AS n FROM " + from, parameters).get(0).getLong("n");
  }

  public static void change(String sql, Object... parameters) {
    query(sql, parameters);
  }
}
