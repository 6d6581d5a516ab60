package io.lamella.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Requests whose service loses its connections to the database again and again. */
public final class LostConnections {
  private static final int CLIENTS = 8;

  private static final String END_ALL =
      "select pg_terminate_backend(pid) from pg_stat_activity"
          + " where datname = current_database() and pid <> pg_backend_pid()";

  private LostConnections() {}

  /**
   * Sends requests from several threads for a while, and meanwhile ends all connections to the
   * database over and over.
   *
   * @param request sends one, and keeps its answer; what it throws is thrown here
   */
  public static void during(Duration time, DataSource database, Runnable request)
      throws SQLException {
    Instant end = Instant.now().plus(time);
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      List<CompletableFuture<Void>> clients =
          Stream.generate(() -> CompletableFuture.runAsync(() -> repeat(request, end), threads))
              .limit(CLIENTS)
              .toList();
      while (Instant.now().isBefore(end)) {
        statement.execute(END_ALL);
      }
      clients.forEach(CompletableFuture::join);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void repeat(Runnable request, Instant end) {
    while (Instant.now().isBefore(end)) {
      request.run();
    }
  }
}
