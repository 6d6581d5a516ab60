package io.lamella.testkit;

import io.lamella.standalone.postgres.DatabaseServer;
import java.io.IOException;

/** The PostgreSQL of a test JVM. */
public interface TestPostgres {
  /** Where its databases are. */
  DatabaseServer databases() throws IOException;

  /** Whether it runs. */
  boolean runs() throws IOException;

  /** Starts it on what it kept, and returns when it takes connections. */
  void start() throws IOException;

  /** Kills it at once. */
  void kill() throws IOException;
}
