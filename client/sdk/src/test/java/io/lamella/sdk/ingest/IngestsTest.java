package io.lamella.sdk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.error.Problem;
import io.lamella.contracts.rest.IngestCounts;
import io.lamella.contracts.rest.IngestRequest;
import io.lamella.contracts.rest.IngestSource;
import io.lamella.contracts.rest.IngestTarget;
import io.lamella.contracts.rest.IngestView;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IngestsTest {
  private static final UUID ID = UUID.randomUUID();
  private static final String ADDRESS = "/v1/ingests/" + ID;
  private static final Instant BEGUN = Instant.parse("2026-11-27T08:00:00Z");
  private static final IngestRequest REQUEST =
      new IngestRequest(
          new IngestTarget(
              "vision", "frames", null, List.of(), List.of("nightly"), null, Map.of("cameras", 4)),
          List.of(new IngestSource("s3://b/k/", false, null, null, List.of(), List.of(), null)),
          IngestRequest.ADD,
          false,
          false,
          IngestRequest.SKIP,
          null);

  private final Deque<Object> answers = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private HttpServer server;
  private Ingests ingests;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    ingests = new Ingests(new Connection(address, null, Duration.ofSeconds(30)));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Gives what is next; the last of it again and again. */
  private synchronized void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Object answer = answers.size() == 1 ? answers.peek() : answers.remove();
    byte[] body = Json.MAPPER.writeValueAsBytes(answer);
    exchange.sendResponseHeaders(answer instanceof Problem p ? p.status() : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static IngestView view(String state, int attempt, long doneFiles) {
    boolean ended = List.of("done", "failed", "cancelled").contains(state);
    return new IngestView(
        ID,
        null,
        state,
        "add",
        null,
        "vision",
        "frames",
        null,
        null,
        null,
        new IngestCounts(true, 3, 30, doneFiles, doneFiles * 10, 0),
        null,
        null,
        List.of(),
        null,
        attempt,
        BEGUN,
        BEGUN.plusSeconds(doneFiles),
        ended ? BEGUN.plusSeconds(9) : null,
        "eve");
  }

  private static Problem wrongState() {
    return Problem.of(ErrorCode.WRONG_STATE, "the ingest is accepted; it goes on by itself");
  }

  @Test
  void asksForWhatTheRecordSaysWithTheNamesOfTheWire() throws IOException {
    answers.add(view("accepted", 1, 0));

    IngestView started = ingests.start(REQUEST);

    assertThat(started).isEqualTo(view("accepted", 1, 0));
    JsonNode sent = Json.MAPPER.readTree(bodies.get(0));
    assertThat(sent.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "target", "sources", "mode", "finalize", "publish", "onError", "key");
    assertThat(sent.path("finalize").isBoolean()).isTrue();
    assertThat(sent.path("finalize").asBoolean()).isFalse();
    assertThat(sent.at("/target/metadata/cameras").asInt()).isEqualTo(4);
    assertThat(sent.at("/sources/0/uri").asText()).isEqualTo("s3://b/k/");
  }

  @Test
  void aRequestThatIsSentAgainBearsTheSameKey() {
    answers.add(Problem.of(ErrorCode.UNAVAILABLE, "not now"));
    answers.add(view("accepted", 1, 0));

    ingests.start(REQUEST);
    ingests.start(REQUEST);

    assertThat(asked).containsOnly("POST /v1/ingests").hasSize(3);
    assertThat(keys.get(0)).isNotNull().isEqualTo(keys.get(1)).isNotEqualTo(keys.get(2));
  }

  @Test
  void sendsJsonAsItIs() {
    answers.add(view("accepted", 1, 0));

    ingests.start("{\"target\": {\"tags\": [\"ä\"]}}");

    assertThat(bodies).containsExactly("{\"target\": {\"tags\": [\"ä\"]}}");
  }

  @Test
  void listsPageByPage() {
    answers.add(Map.of("items", List.of(view("done", 1, 3)), "next", "c"));
    answers.add(Map.of("items", List.of(view("done", 2, 3))));

    List<IngestView> all = ingests.list(ID, "done").toList();

    assertThat(all).containsExactly(view("done", 1, 3), view("done", 2, 3));
    assertThat(asked)
        .containsExactly(
            "GET /v1/ingests?version=" + ID + "&state=done&limit=200",
            "GET /v1/ingests?version=" + ID + "&state=done&after=c&limit=200");
  }

  @Test
  void cancels() {
    answers.add(view("cancelled", 1, 0));

    assertThat(ingests.cancel(ID).state()).isEqualTo("cancelled");

    assertThat(asked).containsExactly("POST " + ADDRESS + "/cancel");
  }

  @Test
  void aRetryWhoseAnswerWasLostIsNotAskedForTwice() {
    answers.add(view("failed", 1, 0));
    answers.add(Problem.of(ErrorCode.UNAVAILABLE, "not now"));
    answers.add(wrongState());
    answers.add(view("loading", 2, 1));

    assertThat(ingests.retry(ID)).isEqualTo(view("loading", 2, 1));

    assertThat(asked)
        .containsExactly(
            "GET " + ADDRESS,
            "POST " + ADDRESS + "/retry",
            "POST " + ADDRESS + "/retry",
            "GET " + ADDRESS);
  }

  @Test
  void aRetryOfWhatGoesOnIsRefused() {
    answers.add(view("loading", 1, 0));
    answers.add(wrongState());
    answers.add(view("loading", 1, 0));

    assertThatThrownBy(() -> ingests.retry(ID))
        .isInstanceOfSatisfying(
            LamellaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_STATE));
  }

  @Test
  void waitsForTheEndAndTellsEachChangeOnce() {
    answers.add(view("accepted", 1, 0));
    answers.add(view("loading", 1, 1));
    answers.add(view("loading", 1, 1));
    answers.add(view("failed", 1, 2));
    List<IngestView> told = new ArrayList<>();

    IngestView end = ingests.await(ID, told::add);

    assertThat(end).isEqualTo(view("failed", 1, 2));
    assertThat(told)
        .containsExactly(view("accepted", 1, 0), view("loading", 1, 1), view("failed", 1, 2));
    assertThat(asked).containsOnly("GET " + ADDRESS).hasSize(4);
  }

  @Test
  void anInterruptEndsTheWaiting() throws InterruptedException {
    answers.add(view("loading", 1, 1));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> stays = new AtomicReference<>();
    Thread waits =
        new Thread(
            () -> {
              try {
                ingests.await(ID, view -> Thread.currentThread().interrupt());
              } catch (UncheckedIOException e) {
                thrown.set(e.getCause());
                stays.set(Thread.currentThread().isInterrupted());
              }
            });

    waits.start();
    waits.join(Duration.ofMinutes(1).toMillis());

    assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
    assertThat(stays.get()).isTrue();
  }
}
