package io.lamella.testkit;

import io.lamella.containers.Postgres;
import io.lamella.containers.ServerContainer;
import io.lamella.standalone.postgres.DatabaseServer;
import java.io.IOException;

record PostgresContainer(ServerContainer server) implements TestPostgres {
  @Override
  public DatabaseServer databases() {
    return new DatabaseServer("127.0.0.1", server.port(), Postgres.USER, Postgres.PASSWORD);
  }

  @Override
  public boolean runs() throws IOException {
    return server.runs();
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
