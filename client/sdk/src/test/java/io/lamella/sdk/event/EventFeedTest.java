package io.lamella.sdk.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lamella.contracts.error.LamellaException;
import io.lamella.sdk.server.Connection;
import java.io.IOException;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventFeedTest {
  private static final String EVENT =
      """
      id: %s
      event: io.lamella.version.created.v1
      data: {"specversion": "1.0", "id": "00000000-0000-0000-0000-00000000000%s",
      data: "type": "io.lamella.version.created.v1", "new": 1}

      """;

  private final Deque<String> answers = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/events", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  /** Says what is next and cuts it off; says nothing more after the last of it. */
  private void answer(HttpExchange exchange) throws IOException {
    String answer;
    boolean last;
    synchronized (answers) {
      asked.add(
          exchange.getRequestURI().getRawQuery()
              + " "
              + exchange.getRequestHeaders().getFirst("Last-Event-ID"));
      answer = answers.isEmpty() ? "" : answers.remove();
      last = answers.isEmpty();
    }
    if (answer.equals("429")) {
      exchange.sendResponseHeaders(503, -1);
      exchange.close();
      return;
    }
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
    if (last) {
      awaitEnd();
    }
    exchange.close();
  }

  private void awaitEnd() throws IOException {
    try {
      over.await(2, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static String event(int place) {
    return EVENT.formatted(place, place);
  }

  private EventFeed feed(EventQuery query) {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new Events(new Connection(address, null, Duration.ofSeconds(30)))
        .follow(query, missed::add);
  }

  @Test
  void goesOnWhereAConnectionBrokeAndTellsNothingTwice() {
    // Given: cut off within an event, ended, not there for a moment, and without an event
    answers.add("retry: 1000\n\nid: 1\n\n" + event(3) + "id: 4\nevent: io.lam");
    answers.add(": here\nid: 5\n\n");
    answers.add("429");
    answers.add("event: end\ndata: {\"reason\":\"slow\"}\n\n" + event(9));
    answers.add(event(6) + event(7));
    List<String> places = new ArrayList<>();

    // When
    try (EventFeed feed =
        feed(
            new EventQuery(
                "a b", null, List.of("created", "tagged"), List.of(), Instant.EPOCH, null))) {
      for (int i = 0; i < 3; i++) {
        SeenEvent seen = feed.next();
        assertThat(seen.event().id().toString()).endsWith(seen.place());
        places.add(seen.place());
      }
    }

    // Then
    assertThat(places).containsExactly("3", "6", "7");
    String query = "project=a%20b&type=created%2Ctagged&since=1970-01-01T00%3A00%3A00Z ";
    assertThat(asked)
        .containsExactly(query + "null", query + "3", query + "5", query + "5", query + "5");
    assertThat(missed).isEmpty();
  }

  @Test
  void saysWhatTheServerDoesNotKnowAnyMore() {
    answers.add("id: 8\nevent: gap\ndata: {\"after\":\"2\",\"until\":\"8\"}\n\n" + event(9));

    try (EventFeed feed =
        feed(new EventQuery(null, null, List.of(), List.of(), null, EventQuery.BEGINNING))) {
      assertThat(feed.next().place()).isEqualTo("9");
    }

    assertThat(missed).hasSize(1);
    assertThat(asked).containsExactly("after=0 null");
  }

  @Test
  void endsWhenItIsClosedWhileItWaits() throws Exception {
    answers.add(event(1));
    EventFeed feed = feed(EventQuery.all());
    assertThat(feed.next()).isNotNull();

    CompletableFuture<SeenEvent> next = CompletableFuture.supplyAsync(feed::next, threads);
    feed.close();

    assertThat(next.get(1, TimeUnit.MINUTES)).isNull();
  }

  @Test
  void aRequestThatIsRefusedIsNotTriedAgain() {
    server.removeContext("/v1/events");

    try (EventFeed feed = feed(EventQuery.all())) {
      assertThatThrownBy(feed::next).isInstanceOf(LamellaException.class);
    }
  }
}
