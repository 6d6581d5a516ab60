package io.lamella.upload.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BodyFeedTest {
  /** Longer than any test. */
  private static final Duration STALL = Duration.ofHours(3);

  private static final int LIMIT = 100_000;

  private final Vertx vertx = Vertx.vertx();
  private final ExecutorService workers = Executors.newFixedThreadPool(2);
  private final List<Reference<Taken>> taken = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    workers.shutdownNow();
  }

  @Test
  void nothingHoldsWhatWasMadeOfABodyThatEnded() throws Exception {
    // Given
    HttpServer server = server();
    HttpClient client = HttpClient.newHttpClient();

    // When
    for (int i = 0; i < 20; i++) {
      assertThat(send(client, server, 50_000).body()).isEqualTo("50000");
    }
    assertThat(send(client, server, LIMIT + 1).body()).contains("at most " + LIMIT);
    stop(server);

    // Then
    assertThat(taken).hasSize(21);
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(taken).allMatch(body -> body.get() == null);
            });
  }

  /** Answers with the number of bytes of a body, or with why it was refused. */
  private HttpServer server() throws Exception {
    return vertx
        .createHttpServer()
        .requestHandler(this::take)
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  private void take(HttpServerRequest request) {
    request.pause();
    Taken body = new Taken();
    taken.add(new WeakReference<>(body));
    BodyFeed.of(request, vertx.getOrCreateContext(), LIMIT, "A body", new Patience(STALL, 0))
        .start(workers, body)
        .handle(
            (nothing, failure) ->
                request
                    .response()
                    .end(failure == null ? Long.toString(body.bytes) : failure.getMessage()));
  }

  private static void stop(HttpServer server) throws Exception {
    server.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static HttpResponse<String> send(HttpClient client, HttpServer server, int bytes)
      throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.actualPort() + "/");
    return client.send(
        HttpRequest.newBuilder(address).PUT(BodyPublishers.ofByteArray(new byte[bytes])).build(),
        BodyHandlers.ofString());
  }

  /** Counts a body's bytes. */
  private static final class Taken implements BodyFeed.Sink {
    private long bytes;

    @Override
    public void accept(Buffer more) {
      bytes += more.length();
    }
  }
}
