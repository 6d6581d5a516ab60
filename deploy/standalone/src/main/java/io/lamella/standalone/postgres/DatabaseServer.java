package io.lamella.standalone.postgres;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Where a PostgreSQL takes connections, whoever runs it.
 *
 * @param user who may make databases there
 */
public record DatabaseServer(String host, int port, String user, String password) {
  /**
   * As {@code postgresql://USER:PASSWORD@HOST:PORT} says.
   *
   * @throws IllegalArgumentException when it says something else
   */
  public static DatabaseServer of(URI address) {
    String[] caller = String.valueOf(address.getUserInfo()).split(":", 2);
    if (!"postgresql".equals(address.getScheme())
        || address.getHost() == null
        || address.getPort() < 0
        || caller.length < 2) {
      throw new IllegalArgumentException("not postgresql://USER:PASSWORD@HOST:PORT");
    }
    return new DatabaseServer(address.getHost(), address.getPort(), caller[0], caller[1]);
  }

  /** Address of a database for JDBC. */
  public String jdbcUrl(String database) {
    return "jdbc:" + reactiveUrl(database);
  }

  /** Address of a database for the reactive client. */
  public String reactiveUrl(String database) {
    return "postgresql://" + host + ":" + port + "/" + database;
  }

  /** Makes the database unless it is there. */
  public void createDatabase(String name) throws SQLException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      try (ResultSet found =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
        if (found.next()) {
          return;
        }
      }
      statement.execute("CREATE DATABASE \"" + name + "\"");
    }
  }

  /** A connection to a database, to close. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), user, password);
  }
}
