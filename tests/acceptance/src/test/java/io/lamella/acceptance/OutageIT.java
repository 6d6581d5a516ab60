package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that does not answer for over a minute. One that stands still keeps its connections, as
 * one behind a broken network does; one that is gone refuses them. PostgreSQL stands still on a
 * stack of its own, while Kafka is away from the other: a minute is waited for once.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageIT {
  /** Longer than the clients of Kafka take a record that is worked on for stuck: a minute. */
  private static final Duration LONG = Duration.ofSeconds(65);

  /** Longer than the clients of Kafka wait for an answer: half a minute. */
  private static final Duration SILENT = Duration.ofSeconds(33);

  private static final Duration GONE = Duration.ofSeconds(30);

  @TempDir private static Path home;
  private static Stack alone;
  private static CompletableFuture<WithoutDatabase> withoutDatabase;

  @TempDir Path folder;

  /**
   * A stack whose PostgreSQL stands still.
   *
   * @param sealing a version that was being sealed when that began
   */
  private record WithoutDatabase(
      Machine laptop, String sealing, Stack.Standstill away, Instant until) {

    static WithoutDatabase begin() {
      try {
        alone.up();
        Machine laptop = new Machine(home.resolve("laptop"), alone.url());
        Path source = home.resolve("source");
        Folders.small(source, 20);
        String id =
            laptop.run("create", "--project", "outage", "--name", "database").path("id").asText();
        laptop.run("add", "--id", id, "--files", source.toString());
        try (Stack.Standstill noSealer = alone.standStill("upload")) {
          laptop.lamella("close", "--id", id, "--no-wait").expect(0);
          assertThat(noSealer.processes()).isNotEmpty();
          assertThat(new Door(alone.url()).version(id).path("sealing").asBoolean()).isTrue();
          Stack.Standstill away = alone.standStill("postgresql");
          return new WithoutDatabase(laptop, id, away, Instant.now().plus(LONG));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  @BeforeAll
  static void begin() throws IOException {
    alone = Stack.in(home.resolve("data"));
    alone.assumeItRunsItsServers();
    withoutDatabase = CompletableFuture.supplyAsync(WithoutDatabase::begin);
  }

  @AfterAll
  static void stop() {
    if (withoutDatabase != null) {
      withoutDatabase.handle((begun, failure) -> failure).join();
    }
    alone.down();
  }

  @Test
  @Order(1)
  void filesGoInAndOutWhileKafkaIsAwayAndTheVersionIsSealedWhenItIsBack() throws Exception {
    // Given
    Stack stack = Stack.shared();
    Machine laptop = new Machine(folder.resolve("laptop"), stack.url());
    Path first = folder.resolve("first");
    Folders.small(first, 50);
    laptop.run("sync", "outage/before", "--folder", first.toString());
    Path second = folder.resolve("second");
    Folders.small(second, 100);

    // When: it stands still, and then it is gone
    String id;
    Instant until = Instant.now().plus(SILENT);
    try (Stack.Standstill away = stack.standStill("kafka")) {
      id = laptop.run("create", "--project", "outage", "--name", "kafka").path("id").asText();
      laptop.run("add", "--files", second.toString());
      JsonNode closing = laptop.run("close", "--no-wait");
      assertThat(closing.path("operation").asText()).isNotEmpty();
      away.until(until);
      try (Stack.Standstill unattended = stack.unattended()) {
        stack.kill("kafka");
        await().atMost(Duration.ofMinutes(1)).until(() -> refuses(stack.address("kafka")));
        Instant back = Instant.now().plus(GONE);
        Path copy = Path.of(laptop.run("get", "outage/before").path("path").asText());
        assertThat(Folders.content(copy)).isEqualTo(Folders.content(first));
        unattended.until(back);
        assertThat(refuses(stack.address("kafka"))).isTrue();
        assertThat(new Door(stack.url()).version(id).path("sealing").asBoolean()).isTrue();
      }
    }

    // Then
    laptop.awaitFinal(id);
    Path copy = Path.of(laptop.run("get", "outage/kafka").path("path").asText());
    assertThat(Folders.content(copy)).isEqualTo(Folders.content(second));
    sealsAsEver(laptop, "after-kafka", first);
  }

  @Test
  @Order(2)
  void aVersionIsSealedWhenPostgresqlIsBackAndTheNextOneAsEver() throws Exception {
    // Given: a version that is being sealed, and no database
    WithoutDatabase without = withoutDatabase.join();
    Machine laptop = without.laptop();

    // When
    CompletableFuture<HttpResponse<String>> asked;
    boolean answeredWithoutIt;
    try (Stack.Standstill away = without.away()) {
      asked = new Door(alone.url()).ask(without.sealing());
      away.until(without.until());
      answeredWithoutIt = asked.isDone();
    }

    // Then: who asked meanwhile has waited, or was told to come again
    HttpResponse<String> answer = asked.get(1, TimeUnit.MINUTES);
    boolean refused = answer.statusCode() == 503;
    assertThat(refused || (answer.statusCode() == 200 && !answeredWithoutIt))
        .as("%d %s", answer.statusCode(), answer.body())
        .isTrue();
    assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(refused);
    laptop.awaitFinal(without.sealing());
    Path source = home.resolve("source");
    Path copy = Path.of(laptop.run("get", without.sealing()).path("path").asText());
    assertThat(Folders.content(copy)).isEqualTo(Folders.content(source));
    sealsAsEver(laptop, "after-postgresql", source);
  }

  private static boolean refuses(String address) {
    URI uri = URI.create("tcp://" + address);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      return !socket.isConnected();
    } catch (IOException e) {
      return true;
    }
  }

  private static void sealsAsEver(Machine laptop, String name, Path source) {
    laptop.run("sync", "outage/" + name, "--folder", source.toString());
    assertThat(laptop.run("show", "outage/" + name).path("state").asText()).isEqualTo("FINAL");
  }
}
