package io.lamella.cli.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.Common;
import io.lamella.cli.session.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class EventsTailCommandTest {
  private static final String EVENT =
      """
      id: 7
      event: io.lamella.version.created.v1
      data: {"id": "00000000-0000-0000-0000-000000000001", "type": "io.lamella.version.created.v1",
      data: "data": {"project": "vision", "name": "frames", "number": "1.0.0", "tags": []}}

      """;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @TempDir Path temp;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/events", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** One event, then the connection is closed. */
  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestURI().getRawQuery());
    byte[] body = EVENT.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private int tail(String arguments) {
    EventsTailCommand tail = new EventsTailCommand();
    new CommandLine(tail).parseArgs(arguments.split(" "));
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    Map<String, String> environment = Map.of("LAMELLA_HOME", temp.toString(), "LAMELLA_URL", url);
    return tail.run(Session.of(new Common(), environment, temp));
  }

  @Test
  void endsAfterSoManyEvents() {
    assertThat(tail("--project vision --name frames --type created tagged --tags prod -n 2"))
        .isZero();

    assertThat(asked)
        .hasSize(2)
        .containsOnly("dataset=vision%2Fframes&type=created%2Ctagged&tags=prod");
  }

  @Test
  void beginsWithAllThatIsKept() {
    assertThat(tail("--project vision --from-beginning -n 1")).isZero();

    assertThat(asked).containsExactly("project=vision&after=0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--from-beginning --since 2h",
        "--since 2h --after 3",
        "-n 0",
        "--name frames",
        "--project p --name frames --dataset p/frames",
        "--since yesterday"
      })
  void refusesWhatContradictsItself(String arguments) {
    assertThatThrownBy(() -> tail(arguments)).isInstanceOf(UsageException.class);
    assertThat(asked).isEmpty();
  }
}
