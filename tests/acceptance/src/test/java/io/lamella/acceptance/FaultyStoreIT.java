package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is slow, or fails now and then, costs time and nothing else. */
class FaultyStoreIT {
  private static final long MIB = 1 << 20;

  /** Requests that a version cannot do without, in and out. */
  private static final long AT_LEAST = 5;

  @TempDir static Path stackFolder;
  private static StoreFaults store;
  private static Stack stack;

  @TempDir Path folder;
  private Machine laptop;
  private Machine pod;

  @BeforeAll
  static void start() throws IOException {
    store = new StoreFaults(stackFolder);
    stack = Stack.in(stackFolder.resolve("data"), store.settings());
    stack.up();
  }

  @AfterAll
  static void stop() {
    stack.down();
  }

  @BeforeEach
  void machines() throws IOException {
    laptop = new Machine(folder.resolve("laptop"), stack.url());
    pod = new Machine(folder.resolve("pod"), stack.url());
  }

  @Test
  void versionsGoInAndComeOutThoughEveryThirdRequestToTheStoreFails() throws IOException {
    // Given
    Path source = folder.resolve("source");
    Folders.small(source, 100);
    Folders.random(source.resolve("big.bin"), 20 * MIB, 1);
    store.everyThird();

    // When: a version, one that builds on it, and both back
    JsonNode first = laptop.run("sync", "faulty/third", "--folder", source.toString());
    assertThat(first.path("added").asInt()).isEqualTo(101);
    assertIs("faulty/third@1.0.0", source);
    Folders.random(source.resolve("big.bin"), 20 * MIB, 2);
    Files.writeString(source.resolve("new.txt"), "new");
    laptop.run("sync", "faulty/third", "--folder", source.toString());
    assertIs("faulty/third@1.0.1", source);
    laptop.run("verify", "faulty/third@1.0.1");

    // Then
    assertThat(store.end()).isGreaterThan(AT_LEAST);
  }

  @Test
  void aVersionGoesInAndComesOutThoughEachRequestToTheStoreTakesSeconds() throws IOException {
    // Given
    Path source = folder.resolve("source");
    Folders.small(source, 20);
    store.slow(Duration.ofSeconds(2));

    // When
    laptop.run("sync", "faulty/slow", "--folder", source.toString());
    assertIs("faulty/slow", source);

    // Then
    assertThat(store.end()).isGreaterThan(AT_LEAST);
  }

  private void assertIs(String reference, Path source) throws IOException {
    Path copy = Path.of(pod.run("get", reference).path("path").asText());
    assertThat(Folders.content(copy)).isEqualTo(Folders.content(source));
  }
}
