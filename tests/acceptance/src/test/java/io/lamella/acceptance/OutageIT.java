package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that does not answer for a while, as behind a broken network: its process stands still,
 * its connections stay open.
 */
class OutageIT {
  /** Longer than the clients of Kafka take a record that is worked on for stuck: a minute. */
  private static final Duration LONG = Duration.ofSeconds(65);

  @TempDir Path folder;
  private Stack stack;
  private Machine laptop;

  @BeforeEach
  void machines() throws IOException {
    stack = Stack.shared();
    laptop = new Machine(folder.resolve("laptop"), stack.url());
  }

  @Test
  void filesGoInAndOutWhileKafkaIsAwayAndTheVersionIsSealedWhenItIsBack() throws Exception {
    // Given
    Path first = folder.resolve("first");
    Folders.small(first, 50);
    laptop.run("sync", "outage/before", "--folder", first.toString());
    Path second = folder.resolve("second");
    Folders.small(second, 100);

    // When
    String id;
    Instant until = Instant.now().plus(LONG);
    try (Stack.Standstill away = stack.standStill("kafka")) {
      id = laptop.run("create", "--project", "outage", "--name", "kafka").path("id").asText();
      laptop.run("add", "--files", second.toString());
      JsonNode closing = laptop.run("close", "--no-wait");
      assertThat(closing.path("operation").asText()).isNotEmpty();
      Path copy = Path.of(laptop.run("get", "outage/before").path("path").asText());
      assertThat(Folders.content(copy)).isEqualTo(Folders.content(first));
      away.until(until);
    }

    // Then
    laptop.awaitFinal(id);
    Path copy = Path.of(laptop.run("get", "outage/kafka").path("path").asText());
    assertThat(Folders.content(copy)).isEqualTo(Folders.content(second));
    sealsAsEver("after-kafka", first);
  }

  @Test
  void aVersionIsSealedWhenPostgresqlIsBackAndTheNextOneAsEver() throws Exception {
    Path source = folder.resolve("source");
    Folders.small(source, 20);
    String id =
        laptop.run("create", "--project", "outage", "--name", "database").path("id").asText();
    laptop.run("add", "--files", source.toString());
    laptop.lamella("close", "--no-wait").expect(0);

    try (Stack.Standstill away = stack.standStill("postgresql")) {
      away.until(Instant.now().plus(LONG));
    }

    laptop.awaitFinal(id);
    sealsAsEver("after-postgresql", source);
  }

  private void sealsAsEver(String name, Path source) {
    laptop.run("sync", "outage/" + name, "--folder", source.toString());
    assertThat(laptop.run("show", "outage/" + name).path("state").asText()).isEqualTo("FINAL");
  }
}
