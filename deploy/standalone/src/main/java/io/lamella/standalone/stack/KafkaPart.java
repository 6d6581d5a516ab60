package io.lamella.standalone.stack;

import io.lamella.standalone.kafka.KafkaBroker;
import io.lamella.standalone.kafka.Topics;
import io.lamella.standalone.process.StartFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

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

  /** With every topic, also where the broker has lost what it kept. */
  @Override
  public void start() throws IOException {
    broker.start(KafkaBroker.Life.ITS_OWN);
    try {
      Topics.create(broker.bootstrapServers());
    } catch (ExecutionException | TimeoutException e) {
      broker.kill();
      throw new StartFailedException("Kafka has no topics, see " + log(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailedException("interrupted", e);
    }
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
