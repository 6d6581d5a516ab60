package io.lamella.metadata.intake;

import static io.lamella.metadata.Catalogue.as;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.json;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.IngestView;
import io.lamella.contracts.rest.IntakeView;
import io.lamella.contracts.rest.IntakeWindow;
import io.lamella.metadata.Catalogue;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done later, by whatever looks for work, goes on in the trace of who caused it. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class TracedWindowsTest {
  private static final String ONE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String TWO = "00-5bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String THREE = "00-6bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final String bucket = fresh("b");
  private UUID dataset;

  @BeforeEach
  void make() {
    dataset = sealedVersion("traces", fresh("rolling")).dataset();
  }

  @Test
  void aVersionIsMadeInTheTraceOfItsFirstFile() {
    try (UploadSide uploads = new UploadSide(path -> true, true)) {
      // Given
      String rule =
          json(
              Map.of("from", "s3://" + bucket + "/", "close", Map.of("files", 2, "quiet", "PT1S")));
      given()
          .contentType(ContentType.JSON)
          .body(rule)
          .put("/v1/datasets/" + dataset + "/intake")
          .then()
          .statusCode(200);

      // When
      tell(ONE, "a");
      tell(TWO, "b");
      tell(THREE, "c");

      // Then
      List<IntakeWindow> windows =
          await().atMost(Duration.ofSeconds(30)).until(this::done, two -> two.size() == 2);
      UUID second = windows.get(0).version();
      UUID first = windows.get(1).version();
      assertThat(uploads.of(first)).containsExactly("a", "b");
      assertThat(traces(Topic.INGEST_PLANS, first)).isNotEmpty().containsOnly(ONE);
      assertThat(traces(Topic.SEALS, first)).containsExactly(ONE);
      assertThat(traces(Topic.INGEST_PLANS, second)).containsExactly(THREE);
      assertThat(traces(Topic.SEALS, second)).containsExactly(THREE);
    }
  }

  @Test
  void anIngestEndsInTheTraceInWhichItWasAskedFor() {
    try (UploadSide uploads = new UploadSide(path -> true, true)) {
      IngestView asked = ingest(ONE, false);

      assertThat(uploads.of(asked.version())).isEmpty();
      assertThat(result(asked)).isEqualTo(ONE);
    }
  }

  @Test
  void anotherAttemptIsOfTheTraceInWhichItWasAskedFor() {
    UUID id;
    try (UploadSide uploads = new UploadSide(path -> false, true)) {
      IngestView asked = ingest(ONE, true);
      id = asked.id();
      assertThat(result(asked)).isEqualTo(ONE);
      assertThat(uploads.of(asked.version())).isNotEmpty();
    }
    try (UploadSide uploads = new UploadSide(path -> true, true)) {
      Response again = given().header("traceparent", TWO).post("/v1/ingests/" + id + "/retry");
      IngestView asked = as(again, 200, IngestView.class);

      assertThat(header(completed(asked.id()))).isEqualTo(TWO);
      assertThat(uploads.of(asked.version())).isNotEmpty();
    }
  }

  private IngestView ingest(String traceparent, boolean fails) {
    Map<String, Object> wish =
        Map.of(
            "target", Map.of("project", "traces", "dataset", fresh("loaded")),
            "sources", List.of(Map.of("uri", "s3://" + bucket + "/a")),
            "onError", fails ? "fail" : "skip");
    return as(
        given()
            .header("traceparent", traceparent)
            .contentType(ContentType.JSON)
            .body(json(wish))
            .post("/v1/ingests"),
        202,
        IngestView.class);
  }

  private static String result(IngestView ingest) {
    return header(
        TestTopics.await(Topic.INGEST_RESULTS, r -> r.key().equals(ingest.id().toString())));
  }

  private static ConsumerRecord<String, byte[]> completed(UUID ingest) {
    return TestTopics.await(
        Topic.INGEST_RESULTS,
        r ->
            r.key().equals(ingest.toString())
                && TestTopics.header(r, "ce_type").equals(EventType.INGEST_COMPLETED));
  }

  private void tell(String traceparent, String key) {
    Map<String, Object> made =
        Map.of(
            "eventName",
            "ObjectCreated:Put",
            "s3",
            Map.of("bucket", Map.of("name", bucket), "object", Map.of("key", key, "size", 1)));
    given()
        .header("traceparent", traceparent)
        .contentType(ContentType.JSON)
        .body(json(Map.of("Records", List.of(made))))
        .post("/v1/intake")
        .then()
        .statusCode(202);
  }

  private List<IntakeWindow> done() {
    Response answer = Catalogue.get("/v1/datasets/" + dataset + "/intake");
    return as(answer, 200, IntakeView.class).before().stream()
        .filter(window -> window.state().equals("done"))
        .toList();
  }

  private static Stream<String> traces(String topic, UUID version) {
    return TestTopics.all(topic).stream()
        .filter(record -> record.key().equals(version.toString()))
        .map(TracedWindowsTest::header);
  }

  private static String header(ConsumerRecord<String, byte[]> record) {
    return TestTopics.header(record, "traceparent");
  }
}
