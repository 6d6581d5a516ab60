package io.lamella.standalone.stack;

import io.lamella.standalone.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

record PostgresPart(EmbeddedPostgres server) implements Part {
  @Override
  public String name() {
    return role().label();
  }

  @Override
  public Role role() {
    return Role.POSTGRESQL;
  }

  @Override
  public String address() {
    return "127.0.0.1:" + server.port();
  }

  @Override
  public Path log() {
    return server.log();
  }

  @Override
  public void start() throws IOException {
    server.start();
  }

  @Override
  public void stop() throws IOException {
    server.stop();
  }

  @Override
  public Optional<ProcessHandle> process() {
    return server.process();
  }
}
