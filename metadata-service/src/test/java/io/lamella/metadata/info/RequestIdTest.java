package io.lamella.metadata.info;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.kit.problem.Problems;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One id for client, answer, problem and log. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class RequestIdTest {
  private static final Logger LOG = Logger.getLogger(Problems.class.getName());

  private final List<ExtLogRecord> said = new CopyOnWriteArrayList<>();
  private final ExtHandler listener =
      new ExtHandler() {
        @Override
        protected void doPublish(ExtLogRecord line) {
          line.copyAll();
          said.add(line);
        }
      };

  @Inject Vertx vertx;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  @BeforeEach
  void listen() {
    LOG.addHandler(listener);
    LOG.setLevel(Level.DEBUG);
  }

  @AfterEach
  void leave() {
    LOG.removeHandler(listener);
    LOG.setLevel(null);
  }

  @Test
  void anAnswerHasTheIdOfItsRequest() {
    assertThat(given().header("X-Request-Id", "mine-1").get("/v1/info").header("X-Request-Id"))
        .isEqualTo("mine-1");
    assertThat(given().get("/v1/info").header("X-Request-Id")).matches("[0-9a-f]{32}");
  }

  @Test
  void anIdThatCouldPassForSomethingElseIsReplaced() {
    assertThat(given().header("X-Request-Id", "a b").get("/v1/info").header("X-Request-Id"))
        .matches("[0-9a-f]{32}");
  }

  /** Our own errors, those of the framework, bodies that do not fit, and those of routes. */
  static Stream<Function<RequestSpecification, Response>> problems() {
    String none = "/v1/versions/" + UUID.randomUUID();
    return Stream.of(
        request -> request.get(none),
        request -> request.get("/v1/nowhere"),
        request -> request.delete("/v1/info"),
        request -> request.contentType(JSON).body("{\"parents\": 1}").post("/v1/versions"),
        request -> request.get("/v1/versions/x/files/a"),
        request -> request.header("Host", "example.com").get("/v1/info"),
        request -> request.contentType(JSON).body("x".repeat(2 << 20)).post("/v1/versions"));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void aProblemHasTheIdOfItsRequest(Function<RequestSpecification, Response> wrong) {
    Response answer = wrong.apply(given().header("X-Request-Id", "wrong-1"));

    answer.then().contentType("application/problem+json").header("X-Request-Id", "wrong-1");
    assertThat(answer.jsonPath().getString("requestId")).isEqualTo("wrong-1");
  }

  @Test
  void aLogLineHasTheIdAndTheVersionOfItsRequestAndNotOfTheOneBefore() throws Exception {
    String version = UUID.randomUUID().toString();
    HttpClient one =
        vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(1).setKeepAlive(true));

    send(one, "/v1/versions/" + version, "with");
    send(one, "/v1/operations/none", "without");

    assertThat(line("with").getMdc("version")).isEqualTo(version);
    assertThat(line("with").getFormattedMessage()).contains("(request with)");
    assertThat(line("without").getMdc("version")).isNull();
  }

  private void send(HttpClient client, String path, String id) throws Exception {
    client
        .request(HttpMethod.GET, port, "127.0.0.1", path)
        .map(request -> request.putHeader("X-Request-Id", id))
        .compose(HttpClientRequest::send)
        .compose(HttpClientResponse::body)
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private ExtLogRecord line(String id) {
    return said.stream()
        .filter(line -> id.equals(line.getMdc("requestId")))
        .findFirst()
        .orElseThrow();
  }
}
