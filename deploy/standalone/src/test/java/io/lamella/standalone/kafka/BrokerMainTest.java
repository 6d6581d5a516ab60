package io.lamella.standalone.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class BrokerMainTest {
  @Test
  void whatTheEnvironmentSaysIsWhatTheBrokerReads() throws IOException {
    // When
    Path file =
        BrokerMain.ofEnvironment(
            Map.of(
                "KAFKA_LOG_DIRS", "/data",
                "KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://kafka:9092",
                "KAFKA_A__B_C", "d",
                "PATH", "/bin"));

    // Then
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      read.load(reader);
    }
    Files.delete(file);
    assertThat(read)
        .containsOnly(
            Map.entry("log.dirs", "/data"),
            Map.entry("advertised.listeners", "PLAINTEXT://kafka:9092"),
            Map.entry("a_b.c", "d"));
  }
}
