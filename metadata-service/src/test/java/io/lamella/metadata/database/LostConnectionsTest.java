package io.lamella.metadata.database;

import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.version;
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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class LostConnectionsTest {
  @Inject DataSource database;

  private final Map<Integer, String> answers = new ConcurrentHashMap<>();
  private final Set<UUID> made = ConcurrentHashMap.newKeySet();
  private final AtomicInteger silentRefusals = new AtomicInteger();

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
    assertThat(answers.keySet()).contains(503).isSubsetOf(200, 201, 503);
    assertThat(silentRefusals).as("503 without Retry-After").hasValue(0);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(get(address).statusCode()).isEqualTo(200));
    note(post("/v1/versions", wish("connections", fresh("lost"))));
    assertThat(made).isNotEmpty().allSatisfy(id -> assertThat(read(id).id()).isEqualTo(id));
  }

  private void note(Response response) {
    answers.putIfAbsent(response.statusCode(), response.asString());
    if (response.statusCode() == 201) {
      made.add(version(response, 201).id());
    } else if (response.statusCode() == 503 && response.header("Retry-After") == null) {
      silentRefusals.incrementAndGet();
    }
  }
}
