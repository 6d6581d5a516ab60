package io.lamella.testkit;

import io.lamella.standalone.kafka.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.stream.Stream;

record KafkaProcess(KafkaBroker broker) implements TestKafka {
  @Override
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  @Override
  public boolean runs() {
    return broker.process().isPresent();
  }

  @Override
  public void start() throws IOException {
    broker.start(KafkaBroker.Life.OF_ITS_STARTER);
  }

  @Override
  public void stop() {
    broker.stop();
  }

  @Override
  public void forgetConsumers() throws IOException {
    restartWithout(path -> path.getFileName().toString().startsWith("__consumer_offsets"));
  }

  @Override
  public void loseAll() throws IOException {
    restartWithout(path -> true);
  }

  private void restartWithout(Predicate<Path> lost) throws IOException {
    broker.kill();
    try (Stream<Path> kept = Files.list(broker.folder().resolve("data"))) {
      for (Path folder : kept.filter(lost).toList()) {
        try (Stream<Path> inside = Files.walk(folder)) {
          for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
    }
    start();
  }
}
