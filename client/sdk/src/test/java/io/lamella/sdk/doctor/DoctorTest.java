package io.lamella.sdk.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lamella.sdk.doctor.Finding.State;
import io.lamella.sdk.home.LamellaHome;
import io.lamella.sdk.server.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorTest {
  @TempDir Path folder;
  private HttpServer server;
  private Duration ahead = Duration.ZERO;
  private String version = "1.2.9";
  private @Nullable String refused;
  private @Nullable String away;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals(refused)) {
      send(exchange, 401, problem("unauthenticated", 401));
    } else if (away != null && path.startsWith(away)) {
      send(exchange, 503, problem("unavailable", 503));
    } else if (path.equals("/v1/info")) {
      send(
          exchange,
          200,
          """
          {"version":"%s","uploads":[],"caches":[],"storages":{"lake":"s3://lake/x"}}
          """
              .formatted(version));
    } else if (path.equals("/v1/whoami")) {
      send(exchange, 200, "{\"name\":\"eve\",\"role\":\"writer\"}");
    } else {
      send(exchange, 404, problem("version-not-found", 404));
    }
  }

  private static String problem(String code, int status) {
    return """
        {"code":"%s","title":"t","status":%d,"detail":"it is so"}
        """
        .formatted(code, status);
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private List<Finding> examine(Path home) {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    Connection connection = new Connection(address, "token", Duration.ofMillis(300));
    return new Doctor(
            connection, new LamellaHome(home), "1.2.3", Clock.offset(Clock.systemUTC(), ahead))
        .examine();
  }

  private Finding find(String name) {
    return find(name, folder);
  }

  private Finding find(String name, Path home) {
    return examine(home).stream()
        .filter(found -> found.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whereAllIsWellItSaysWhatItSaw() {
    assertThat(examine(folder.resolve("new")))
        .allSatisfy(found -> assertThat(found.state()).as(found.toString()).isEqualTo(State.OK))
        .allSatisfy(found -> assertThat(found.advice()).isNull())
        .extracting(Finding::name)
        .containsExactly(
            "names", "home", "server", "version", "clock", "stores", "caller", "uploads", "reads");
    assertThat(find("stores").detail()).contains("lake=s3://lake/x");
    assertThat(find("caller").detail()).isEqualTo("eve (writer)");
    assertThat(folder.resolve("new")).isEmptyDirectory();
  }

  @Test
  void whereNobodyAnswersNothingBehindItIsAsked() {
    server.stop(0);

    List<Finding> found = examine(folder);

    assertThat(found).extracting(Finding::name).containsExactly("names", "home", "server");
    assertThat(found.get(2).state()).isEqualTo(State.PROBLEM);
    assertThat(found.get(2).advice()).contains("lamella up", "LAMELLA_URL");
  }

  @ParameterizedTest
  @CsvSource({"PT30S,OK", "PT2M,WARNING", "-PT2M,WARNING", "PT1H,PROBLEM", "-PT1H,PROBLEM"})
  void aClockThatIsOffIsNoticed(Duration off, State state) {
    ahead = off;

    assertThat(find("clock").state()).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({"1.2.0,OK", "1.2.3-SNAPSHOT,OK", "1.3.0,WARNING", "2.2.3,WARNING"})
  void anotherReleaseIsNoticed(String other, State state) {
    version = other;

    assertThat(find("version").state()).isEqualTo(state);
  }

  @Test
  void aTokenThatIsRefusedIsToldAndTheRestIsLookedAt() {
    refused = "/v1/whoami";

    assertThat(find("caller").state()).isEqualTo(State.PROBLEM);
    assertThat(find("caller").detail()).contains("it is so");
    assertThat(find("caller").advice()).contains("LAMELLA_TOKEN");
    assertThat(find("reads").state()).isEqualTo(State.OK);
  }

  @ParameterizedTest
  @CsvSource({"/v1/tus,uploads,reads", "/v1/versions,reads,uploads"})
  void aServiceThatIsAwayIsNamed(String path, String name, String other) {
    away = path;

    assertThat(find(name).state()).isEqualTo(State.PROBLEM);
    assertThat(find(other).state()).isEqualTo(State.OK);
  }

  @Test
  void aHomeThatCannotBeWrittenIsAProblem() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    Finding home = find("home", file);

    assertThat(home.state()).isEqualTo(State.PROBLEM);
    assertThat(home.advice()).contains("LAMELLA_HOME");
  }
}
