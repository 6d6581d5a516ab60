package io.lamella.metadata.database;

import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.wish;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.testkit.LostConnections;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class LostConnectionsTest {
  @Inject DataSource database;

  private final Map<Integer, String> answers = new ConcurrentHashMap<>();

  @Test
  void whoseConnectionEndsIsToldToComeAgainAndIsServedThen() throws Exception {
    // Given
    String address = "/v1/versions/" + create("connections", fresh("lost")).id();

    // When
    LostConnections.during(
        Duration.ofSeconds(6),
        database,
        () -> {
          note(get(address));
          note(post("/v1/versions", wish("connections", fresh("lost"))));
        });

    // Then
    assertThat(answers).containsOnlyKeys(200, 201, 503);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(get(address).statusCode()).isEqualTo(200));
  }

  private void note(Response response) {
    answers.putIfAbsent(response.statusCode(), response.asString());
  }
}
