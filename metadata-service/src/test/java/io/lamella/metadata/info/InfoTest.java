package io.lamella.metadata.info;

import static io.lamella.metadata.Catalogue.get;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class InfoTest {

  @Test
  void saysWhatItIsAndWhoAsks() {
    assertThat(get("/v1/info").jsonPath().getString("version")).isNotEmpty();
    assertThat(get("/v1/info").jsonPath().getList("uploads")).isEmpty();
    assertThat(ZonedDateTime.parse(get("/v1/info").header("Date"), RFC_1123_DATE_TIME).toInstant())
        .isCloseTo(Instant.now(), within(10, ChronoUnit.SECONDS));
    assertThat(get("/v1/whoami").jsonPath().getMap(""))
        .containsEntry("name", "local")
        .containsEntry("role", "admin");
  }

  @Test
  void figuresOfItsClientsOfKafkaAreMetricsOnly() throws Exception {
    String client = "kafka-consumer-uploads";

    await().until(() -> get("/q/metrics").asString().contains("client_id=\"" + client + "\""));
    assertThat(
            ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("kafka.consumer:client-id=" + client + ",*"), null))
        .isEmpty();
  }

  @Test
  void isReadyAndMeasuredAndDescribed() {
    assertThat(get("/q/health/ready").statusCode()).isEqualTo(200);
    assertThat(get("/q/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/q/health/well").jsonPath().getString("checks[0].name"))
        .isEqualTo("Events are sent");
    assertThat(get("/v1/info").statusCode()).isEqualTo(200);
    await().until(() -> get("/q/metrics").asString().contains("http_server_requests"));
    assertThat(get("/q/openapi").asString())
        .contains(
            "/v1/versions/{id}/finalize",
            "/v1/versions/{id}/files/{path}",
            "/v1/versions/{id}/amendments",
            "/v1/versions/{id}/log",
            "/v1/versions/{id}/reports:",
            "/v1/versions/{id}/reports/media",
            "/v1/versions/{id}/reports/{report}/media",
            "/v1/datasets/{id}/cleanup-rule",
            "/v1/datasets/{id}/cleanup:",
            "/v1/projects/{id}/cleanup-rule");
  }
}
