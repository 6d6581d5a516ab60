package io.lamella.testkit;

import io.lamella.standalone.postgres.DatabaseServer;
import io.lamella.standalone.postgres.EmbeddedPostgres;
import java.io.IOException;

record PostgresProcess(EmbeddedPostgres server) implements TestPostgres {
  @Override
  public DatabaseServer databases() throws IOException {
    return server.databases();
  }

  @Override
  public boolean runs() {
    return server.process().isPresent();
  }

  @Override
  public void start() throws IOException {
    server.start();
  }

  @Override
  public void kill() throws IOException {
    server.kill();
  }
}
