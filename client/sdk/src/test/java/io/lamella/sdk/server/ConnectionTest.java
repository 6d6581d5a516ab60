package io.lamella.sdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.CallerView;
import io.lamella.contracts.rest.DeleteResult;
import io.lamella.sdk.version.DeleteWish;
import io.lamella.sdk.version.Versions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {
  private static final DeleteWish TO_TRASH = new DeleteWish(false, false, false, false);
  private static final Patience SHORT = new Patience(Duration.ofMillis(100), Duration.ofSeconds(5));

  private HttpServer server;
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicLong heldMillis = new AtomicLong();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger status = new AtomicInteger(503);
  private final List<String> keys = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
          keys.add(String.valueOf(key));
          if (cuts.getAndDecrement() > 0) {
            exchange.close();
            return;
          }
          Pause.unchecked(Duration.ofMillis(heldMillis.getAndSet(0)));
          boolean fail = failures.getAndDecrement() > 0;
          byte[] body =
              (fail
                      ? "{\"code\":\"unavailable\",\"title\":\"t\",\"status\":503,\"detail\":\"d\",\"requestId\":\"r-1\"}"
                      : "{\"name\":\"eve\",\"role\":\"writer\"}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(fail ? status.get() : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Connection connection(Patience patience) {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    return new Connection(address, "token", patience);
  }

  @Test
  void asksAgainWhileTheServerIsBusy() {
    failures.set(2);

    CallerView caller = connection(SHORT).json(Call.post("/v1/whoami").once(), CallerView.class);

    assertThat(caller.name()).isEqualTo("eve");
    assertThat(keys).hasSize(3);
    assertThat(keys).as("one key for all attempts").containsOnly(keys.get(0));
  }

  @Test
  void doesNotAskAgainWhenTheAnswerIsNo() {
    failures.set(5);
    status.set(409);

    assertThatThrownBy(() -> connection(SHORT).json(Call.get("/v1/whoami"), CallerView.class))
        .isInstanceOf(LamellaException.class);
    assertThat(keys).hasSize(1);
  }

  @Test
  void givesUpAfterAWhile() {
    failures.set(1_000);
    Patience hasty = new Patience(Duration.ofMillis(200), Duration.ofMillis(200));

    assertThatThrownBy(() -> connection(hasty).json(Call.get("/v1/whoami"), CallerView.class))
        .isInstanceOfSatisfying(
            LamellaException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
              assertThat(e.requestId()).isEqualTo("r-1");
            });
  }

  @Test
  void waitsFromWhenTheServerWasMissed() {
    heldMillis.set(1_500);
    failures.set(1);
    Patience second = new Patience(Duration.ofMillis(100), Duration.ofSeconds(1));

    CallerView caller = connection(second).json(Call.get("/v1/whoami"), CallerView.class);

    assertThat(caller.name()).isEqualTo("eve");
  }

  @Test
  void aDeleteThatFindsNothingAfterALostAnswerIsDone() {
    Connection connection = connection(SHORT);
    connection.json(Call.get("/v1/whoami"), CallerView.class);
    cuts.set(1);
    failures.set(1);
    status.set(404);
    UUID id = UUID.randomUUID();

    DeleteResult result = new Versions(connection).delete(id, TO_TRASH);

    assertThat(result.deleted()).containsExactly(id);
  }

  @Test
  void aDeleteOfWhatWasNeverThereIsNot() {
    failures.set(1);
    status.set(404);

    assertThatThrownBy(() -> new Versions(connection(SHORT)).delete(UUID.randomUUID(), TO_TRASH))
        .isInstanceOf(LamellaException.class);
  }

  @Test
  void saysSoWhenNobodyIsThere() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Connection nobody = new Connection(URI.create("http://127.0.0.1:" + port), null, SHORT);

    assertThatThrownBy(() -> nobody.json(Call.get("/v1/whoami"), CallerView.class))
        .isInstanceOf(ServerUnavailableException.class)
        .hasMessageContaining("no server answers");
  }

  @Test
  void refusesWhatIsNoAddress() {
    assertThatThrownBy(() -> new Connection(URI.create("localhost:7070"), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://host:port");
  }
}
