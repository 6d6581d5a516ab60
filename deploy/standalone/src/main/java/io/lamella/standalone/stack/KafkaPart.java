package io.lamella.standalone.stack;

import io.lamella.standalone.kafka.KafkaBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

record KafkaPart(KafkaBroker broker) implements Part {
  @Override
  public String name() {
    return role().label();
  }

  @Override
  public Role role() {
    return Role.KAFKA;
  }

  @Override
  public String address() {
    return broker.bootstrapServers();
  }

  @Override
  public Path log() {
    return broker.log();
  }

  @Override
  public void start() throws IOException {
    broker.start(KafkaBroker.Life.ITS_OWN);
  }

  @Override
  public void stop() {
    broker.stop();
  }

  @Override
  public Optional<ProcessHandle> process() {
    return broker.process();
  }
}
