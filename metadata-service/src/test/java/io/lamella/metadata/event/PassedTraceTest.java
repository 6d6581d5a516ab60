package io.lamella.metadata.event;

import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.fresh;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.event.Topic;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A service that records no traces, as it is by default. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class PassedTraceTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

  @Test
  void theTraceOfARequestGoesOnWithWhatItTells() {
    UUID version = create("traces", fresh("passed")).id();

    ConsumerRecord<String, byte[]> told =
        finalizeVersion(given().header("traceparent", PARENT), version);

    assertThat(TestTopics.header(told, "traceparent")).isEqualTo(PARENT);
    assertThat(TestTopics.header(told, "ce_traceparent")).isEqualTo(PARENT);
  }

  @Test
  void withoutATraceNoneIsBegun() {
    UUID version = create("traces", fresh("none")).id();

    ConsumerRecord<String, byte[]> told = finalizeVersion(given(), version);

    assertThat(told.headers().lastHeader("traceparent")).isNull();
    assertThat(told.headers().lastHeader("ce_traceparent")).isNull();
  }

  @Test
  void aRequestOfATraceThatHasNoIdOfItsOwnHasThatOfTheTrace() {
    given()
        .header("traceparent", PARENT)
        .get("/v1/versions/" + UUID.randomUUID())
        .then()
        .statusCode(404)
        .header("X-Request-Id", TRACE);
  }

  private static ConsumerRecord<String, byte[]> finalizeVersion(
      RequestSpecification request, UUID version) {
    request.post("/v1/versions/" + version + "/finalize").then().statusCode(202);
    return TestTopics.await(Topic.SEALS, record -> record.key().equals(version.toString()));
  }
}
