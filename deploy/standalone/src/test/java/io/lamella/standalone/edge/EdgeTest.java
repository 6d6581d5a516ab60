package io.lamella.standalone.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.standalone.edge.Routes.Service;
import io.lamella.standalone.edge.Routes.Target;
import io.lamella.standalone.process.FreePort;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EdgeTest {
  private static final Duration PATIENT = Duration.ofMinutes(10);

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicReference<HttpServer> upload = new AtomicReference<>();
  private int port;
  private int uploadPort;
  private Routes routes;

  @BeforeEach
  void serve() throws Exception {
    List<Integer> ports = FreePort.find(3);
    port = ports.get(0);
    uploadPort = ports.get(1);
    int nobody = ports.get(2);
    routes =
        new Routes(
            Map.of(
                Service.METADATA,
                List.of(new Target(Service.METADATA, "127.0.0.1", nobody)),
                Service.UPLOAD,
                List.of(new Target(Service.UPLOAD, "127.0.0.1", uploadPort)),
                Service.CACHE,
                List.of(
                    new Target(Service.CACHE, "127.0.0.1", nobody),
                    new Target(Service.CACHE, "127.0.0.1", uploadPort))));
    get(Edge.serve(vertx, new Edge.Listen("127.0.0.1", port, true, PATIENT), routes));
  }

  @AfterEach
  void close() throws Exception {
    get(vertx.close());
  }

  @Test
  void passesTargetHeadersAndBodiesUntouched() throws Exception {
    // Given
    behind(
        request ->
            request
                .body()
                .onSuccess(
                    body ->
                        request
                            .response()
                            .setStatusCode(201)
                            .putHeader("target", request.uri())
                            .putHeader("seen", request.getHeader("authorization"))
                            .putHeader("for", request.getHeader("x-forwarded-for"))
                            .end(body)));
    byte[] sent = new byte[3_000_000];
    new Random(1).nextBytes(sent);

    // When
    HttpResponse<byte[]> answer =
        client.send(
            request("/v1/drafts/7/files/a%2Fb%20%C3%A9/./..//c?q=%41&x=")
                .header("Authorization", "Bearer secret")
                .PUT(BodyPublishers.ofByteArray(sent))
                .build(),
            BodyHandlers.ofByteArray());

    // Then
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("target"))
        .hasValue("/v1/drafts/7/files/a%2Fb%20%C3%A9/./..//c?q=%41&x=");
    assertThat(answer.headers().firstValue("seen")).hasValue("Bearer secret");
    assertThat(answer.headers().firstValue("for")).hasValue("127.0.0.1");
    assertThat(answer.body()).isEqualTo(sent);
  }

  @Test
  void sendsWhatAServiceWritesBeforeItsAnswerIsComplete() throws Exception {
    // Given
    behind(
        request -> {
          request.response().setChunked(true).write("data: 1\n\n");
          vertx.setTimer(60_000, late -> request.response().end());
        });

    // When
    HttpResponse<InputStream> answer =
        client.send(request("/v1/drafts/7/events").build(), BodyHandlers.ofInputStream());

    // Then
    try (InputStream body = answer.body()) {
      assertThat(body.readNBytes(9)).asString().isEqualTo("data: 1\n\n");
    }
  }

  @Test
  void takesNoMoreOfABodyThanTheServiceReads() throws Exception {
    // Given
    behind(HttpServerRequest::pause);
    AtomicLong written = new AtomicLong();
    AtomicLong before = new AtomicLong();

    try (Socket socket = new Socket("127.0.0.1", port)) {
      // When
      OutputStream out = socket.getOutputStream();
      out.write(head("PUT /v1/packs/1", "Content-Length: 1000000000"));
      Thread writer = new Thread(() -> writeUntilClosed(out, written));
      writer.start();

      // Then
      await()
          .during(1, TimeUnit.SECONDS)
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> written.get() == before.getAndSet(written.get()));
      assertThat(written.get()).isLessThan(100_000_000);
    }
  }

  @Test
  void asksForTheBodyOnlyWhenTheServiceDoes() throws Exception {
    // Given
    behind(request -> request.response().setStatusCode(401).end());

    // When
    String answer = exchange(head("PUT /v1/packs/1", "Content-Length: 5", "Expect: 100-continue"));

    // Then
    assertThat(answer).startsWith("HTTP/1.1 401").doesNotContain("100 Continue");
  }

  @Test
  void passesOnThatTheServiceWantsTheBody() throws Exception {
    // Given
    behind(
        request -> {
          request.response().writeContinue();
          request.body().onSuccess(body -> request.response().end(body));
        });

    try (Socket socket = new Socket("127.0.0.1", port)) {
      // When
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              head(
                  "PUT /v1/packs/1",
                  "Content-Length: 5",
                  "Expect: 100-continue",
                  "Connection: close"));
      byte[] first = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
      socket.getOutputStream().write("bytes".getBytes(StandardCharsets.US_ASCII));

      // Then
      assertThat(first).asString().isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(socket.getInputStream().readAllBytes())
          .asString()
          .startsWith("HTTP/1.1 200")
          .endsWith("bytes");
    }
  }

  @Test
  void doesNotHoldUpAClientThatSendsItsBodyUnasked() throws Exception {
    // Given
    behind(request -> request.body().onSuccess(body -> request.response().end(body)));

    // When
    byte[] unasked =
        (new String(
                    head("PUT /v1/packs/1", "Content-Length: 5", "Expect: 100-continue"),
                    StandardCharsets.US_ASCII)
                + "bytes")
            .getBytes(StandardCharsets.US_ASCII);

    // Then
    assertThat(exchange(unasked)).startsWith("HTTP/1.1 200").endsWith("bytes");
  }

  @Test
  void deliversARefusalThatComesBeforeAllOfTheBody() throws Exception {
    // Given
    behind(
        request -> {
          request.pause();
          request.response().setStatusCode(413).end("too much");
        });
    byte[] much = new byte[20_000_000];

    try (Socket socket = new Socket("127.0.0.1", port)) {
      // When
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(head("PUT /v1/packs/1", "Content-Length: " + much.length));
      socket.getOutputStream().write(much);

      // Then
      assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void saysWhenAServiceIsAway() throws Exception {
    // When
    HttpResponse<String> answer = client.send(request("/v1/info").build(), BodyHandlers.ofString());

    // Then
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"unavailable\"").contains("metadata-service");
  }

  @Test
  void asksAnotherReplicaForOneThatIsAway() throws Exception {
    // Given: one of two is there
    behind(request -> request.body().onSuccess(body -> request.response().end(body)));

    // When: so many that it is the turn of the other at least once
    for (String sent : List.of("first", "second", "third")) {
      HttpResponse<String> answer =
          client.send(
              request("/v1/local-copies").POST(BodyPublishers.ofString(sent)).build(),
              BodyHandlers.ofString());

      // Then
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(sent);
    }
  }

  @Test
  void saysWhenAServiceGoesAwayWithoutAnAnswer() throws Exception {
    // Given
    behind(request -> request.connection().close());

    // When
    HttpResponse<String> answer =
        client.send(request("/v1/drafts/7").build(), BodyHandlers.ofString());

    // Then
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("\"code\":\"bad-gateway\"");
  }

  @Test
  void cutsAnAnswerOffThatTheServiceDidNotFinish() throws Exception {
    // Given
    behind(
        request ->
            request
                .response()
                .putHeader("content-length", "1000")
                .write(Buffer.buffer("only this"))
                .onComplete(done -> request.connection().close()));

    // When
    String answer = exchange(head("GET /v1/drafts/7"));

    // Then
    assertThat(answer).contains("content-length: 1000").endsWith("only this");
  }

  @Test
  void takesNothingFromAnAnswerOfWhichOnlyTheHeadCame() throws Exception {
    // Given
    behind(
        request ->
            request
                .response()
                .setStatusMessage("Fine")
                .putHeader("content-length", "1000")
                .putHeader("etag", "\"1\"")
                .write(Buffer.buffer())
                .onComplete(done -> request.connection().close()));

    // When
    String answer = exchange(head("GET /v1/drafts/7", "Connection: close"));

    // Then
    assertThat(answer)
        .startsWith("HTTP/1.1 502 Bad Gateway")
        .doesNotContain("etag")
        .doesNotContain("1000")
        .contains("\"code\":\"bad-gateway\"")
        .endsWith("}");
  }

  @Test
  void closesAConnectionOnWhichNothingMoves() throws Exception {
    // Given
    behind(request -> request.response().end("answer"));
    int impatient = FreePort.find(1).get(0);
    Duration idle = Duration.ofSeconds(1);
    get(Edge.serve(vertx, new Edge.Listen("127.0.0.1", impatient, true, idle), routes));

    try (Socket silent = new Socket("127.0.0.1", impatient);
        Socket halfway = new Socket("127.0.0.1", impatient)) {
      silent.setSoTimeout(60_000);
      halfway.setSoTimeout(60_000);

      // When
      halfway.getOutputStream().write("GET /v1/drafts/7 HT".getBytes(StandardCharsets.US_ASCII));

      // Then
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
      assertThat(halfway.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void answersNoPageOfAnotherSite() throws Exception {
    behind(request -> request.response().end());

    assertThat(
            exchange(head("GET /v1/drafts/7", "Origin: http://evil.example", "Connection: close")))
        .startsWith("HTTP/1.1 403");
    assertThat(
            exchange(
                "GET /v1/drafts/7 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII)))
        .startsWith("HTTP/1.1 403");
    assertThat(
            exchange(
                head("GET /v1/drafts/7", "Origin: http://127.0.0.1:" + port, "Connection: close")))
        .startsWith("HTTP/1.1 200");
  }

  private void behind(Handler<HttpServerRequest> handler) throws Exception {
    upload.set(
        vertx
            .createHttpServer(new HttpServerOptions().setHandle100ContinueAutomatically(false))
            .requestHandler(handler));
    get(upload.get().listen(uploadPort, "127.0.0.1"));
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target));
  }

  private byte[] head(String request, String... headers) {
    StringBuilder head =
        new StringBuilder(request + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private String exchange(byte[] bytes) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(1_000);
      socket.getOutputStream().write(bytes);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(answer);
      } catch (SocketTimeoutException e) {
        return answer.toString(StandardCharsets.UTF_8);
      }
      return answer.toString(StandardCharsets.UTF_8);
    }
  }

  private static void writeUntilClosed(OutputStream out, AtomicLong written) {
    byte[] block = new byte[1 << 16];
    try {
      while (true) {
        out.write(block);
        written.addAndGet(block.length);
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
