package io.lamella.sdk.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.lamella.contracts.rest.PreviewView;
import io.lamella.sdk.server.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreviewsTest {
  private static final UUID VERSION = UUID.fromString("00000000-0000-0000-0000-000000000001");

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          boolean made = asked.size() > 1;
          byte[] body =
              """
              {"path": "a b.csv", "size": 3, "digest": "00", "kind": "table", "state": "%s"}
              """
                  .formatted(made ? "ready" : "waiting")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(made ? 200 : 202, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void asksAgainUntilAPreviewIsMade() {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());

    PreviewView view = new Previews(new Connection(address, null), VERSION).of("a b.csv");

    assertThat(view.state()).isEqualTo("ready");
    assertThat(asked)
        .hasSize(2)
        .containsOnly("/v1/versions/" + VERSION + "/preview?path=a%20b.csv");
  }
}
