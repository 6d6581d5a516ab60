package io.lamella.metadata.operation;

import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.finalizeVersion;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.sealed;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.OperationView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.kit.event.EventJson;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Timeout(60)
class WatchingTest {
  private static final String PROJECT = "watching";
  private final HttpClient http = HttpClient.newHttpClient();

  @TestHTTPResource("/v1/operations/")
  URI operations;

  @Inject Pool pool;

  @Test
  void aWatcherSeesTheBeginningAndTheEnd() throws Exception {
    VersionView draft = create(PROJECT, fresh("seen"));
    OperationView operation = finalizeVersion(draft.id());
    Iterator<OperationView> events = watch(operation.id());

    assertThat(events.next().status()).isEqualTo("running");
    sealed(draft.id(), operation.epoch());

    assertThat(events.next().status()).isEqualTo("done");
    assertThat(events.hasNext()).isFalse();
  }

  @Test
  void aChangeByAnotherProcessIsSeenToo() throws Exception {
    VersionView draft = create(PROJECT, fresh("elsewhere"));
    OperationView operation = finalizeVersion(draft.id());
    Iterator<OperationView> events = watch(operation.id());

    assertThat(events.next().status()).isEqualTo("running");
    pool.preparedQuery(
            "UPDATE operation SET status = 'superseded', ended = now() WHERE version = $1")
        .execute(Tuple.of(draft.id()))
        .await()
        .atMost(Duration.ofSeconds(10));

    assertThat(events.next().status()).isEqualTo("superseded");
    assertThat(events.hasNext()).isFalse();
  }

  @Test
  void anEndedOperationIsOneEvent() throws Exception {
    VersionView draft = create(PROJECT, fresh("ended"));
    OperationView operation = finalizeVersion(draft.id());
    post("/v1/versions/" + draft.id() + "/abort").then().statusCode(200);

    Iterator<OperationView> events = watch(operation.id());

    assertThat(events.next().status()).isEqualTo("superseded");
    assertThat(events.hasNext()).isFalse();
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(problem(get("/v1/operations/" + UUID.randomUUID() + ".7"), 404))
        .isEqualTo("operation-not-found");
    assertThat(problem(get("/v1/operations/nonsense"), 404)).isEqualTo("operation-not-found");
    assertThat(problem(get("/v1/operations/" + UUID.randomUUID() + ".7/events"), 404))
        .isEqualTo("operation-not-found");
    assertThat(problem(get("/v1/operations/nonsense/events"), 404))
        .isEqualTo("operation-not-found");
  }

  private Iterator<OperationView> watch(String id) throws Exception {
    HttpResponse<Stream<String>> response =
        http.send(
            HttpRequest.newBuilder(operations.resolve(id + "/events")).build(),
            BodyHandlers.ofLines());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    return response
        .body()
        .filter(line -> line.startsWith("data:"))
        .map(line -> read(line.substring("data:".length())))
        .iterator();
  }

  private static OperationView read(String json) {
    try {
      return EventJson.MAPPER.readValue(json, OperationView.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
