package io.lamella.containers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * PostgreSQL, as its official image takes variables. What it has committed outlives its process,
 * not the machine.
 */
public record Postgres() implements Recipe {
  /** Its superuser. */
  public static final String USER = "lamella";

  /** The superuser's password; nobody but this machine reaches it. */
  public static final String PASSWORD = "for-tests";

  private static final long PAUSE_NANOS = 100_000_000;

  @Override
  public String image() {
    return System.getProperty("lamella.test.postgres-image", "postgres:17");
  }

  @Override
  public int port() {
    return 5432;
  }

  @Override
  public Map<String, String> environment(int published) {
    return Map.of(
        "POSTGRES_USER",
        USER,
        "POSTGRES_PASSWORD",
        PASSWORD,
        "POSTGRES_DB",
        "postgres",
        "PGDATA",
        "/var/lib/postgresql/data/cluster");
  }

  @Override
  public List<String> command() {
    return List.of(
        "postgres",
        "-c",
        "max_connections=400",
        "-c",
        "fsync=off",
        "-c",
        "synchronous_commit=off",
        "-c",
        "full_page_writes=off");
  }

  @Override
  public void awaitReady(int published, int seconds) {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    String url = "jdbc:postgresql://127.0.0.1:" + published + "/postgres?loginTimeout=5";
    while (true) {
      try (Connection connection = DriverManager.getConnection(url, USER, PASSWORD)) {
        return;
      } catch (SQLException e) {
        if (System.nanoTime() - end > 0) {
          throw new IllegalStateException("PostgreSQL in a container does not answer", e);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
