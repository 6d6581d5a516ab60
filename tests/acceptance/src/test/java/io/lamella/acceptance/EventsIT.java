package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who listens and who has a webhook hear of the same, also across a restart of the catalog. */
class EventsIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Message(String id, String timestamp, String signature, String body) {
    boolean isSignedWith(String secret) throws Exception {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] sum =
          mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
      return signature.equals("v1," + Base64.getEncoder().encodeToString(sum));
    }

    JsonNode event() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new AssertionError(body, e);
      }
    }
  }

  private final List<Message> received = new CopyOnWriteArrayList<>();
  private HttpServer receiver;

  @TempDir Path folder;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    receiver.createContext("/", this::take);
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    received.add(
        new Message(
            exchange.getRequestHeaders().getFirst("webhook-id"),
            exchange.getRequestHeaders().getFirst("webhook-timestamp"),
            exchange.getRequestHeaders().getFirst("webhook-signature"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  /** A message whose process died before it noted the answer comes again, under the same id. */
  private List<String> told() {
    return received.stream()
        .map(message -> message.id() + " " + message.event().path("type").asText())
        .distinct()
        .map(line -> line.split(" ")[1])
        .toList();
  }

  @Test
  void aWebhookAndAListenerHearOfAVersionAcrossARestart() throws Exception {
    // Given
    Stack stack = Stack.shared();
    Machine machine = new Machine(folder.resolve("machine"), stack.url());
    JsonNode hook =
        machine.run(
            "webhook",
            "create",
            "http://127.0.0.1:" + receiver.getAddress().getPort() + "/lamella",
            "--dataset",
            "events/frames",
            "--type",
            "created",
            "finalized",
            "published");
    Started tail =
        machine.startAtTerminal(
            "events", "tail", "--project", "events", "--name", "frames", "--from-beginning");

    // When
    Door door = new Door(stack.url());
    Door.Version version = door.create("events", "frames", List.of());
    door.put(version, "a", "a");
    await().atMost(LIMIT).until(() -> told().size() == 1 && lines(tail).size() == 1);
    Stack.Killed killed = stack.kill("metadata");
    await()
        .atMost(LIMIT)
        .until(() -> killed.processes().stream().noneMatch(ProcessHandle::isAlive));
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> door.state(version.id()).equals("UPLOADING"));
    door.close(version);
    machine.run("publish", version.id());

    // Then
    await().atMost(LIMIT).until(() -> told().size() == 3 && lines(tail).size() == 3);
    assertThat(told())
        .containsExactly(
            "io.lamella.version.created.v1",
            "io.lamella.version.finalized.v1",
            "io.lamella.version.published.v1");
    String secret = hook.path("secret").asText();
    for (Message message : received) {
      assertThat(message.isSignedWith(secret)).isTrue();
      assertThat(message.event().path("data").path("version").asText()).isEqualTo(version.id());
    }
    Finished.of(
            List.of("kill", "-INT", Long.toString(tail.process().pid())), folder, Map.of(), LIMIT)
        .expect(0);
    Finished interrupted = tail.finished(LIMIT).expect(130);
    assertThat(interrupted.lines())
        .extracting(line -> line.path("type").asText())
        .containsExactly("created", "finalized", "published");
    assertThat(
            machine
                .lamella("events", "tail", "--dataset", "events/frames", "--since", "1h", "-n", "3")
                .expect(0)
                .lines())
        .isEqualTo(interrupted.lines());
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(
                        machine
                            .lamella("webhook", "deliveries", hook.path("id").asText())
                            .expect(0)
                            .lines())
                    .hasSize(3)
                    .allMatch(line -> line.path("status").asText().equals("delivered")));
    machine.run("webhook", "delete", hook.path("id").asText());
  }

  private static List<String> lines(Started command) throws IOException {
    return Files.readAllLines(command.out());
  }
}
