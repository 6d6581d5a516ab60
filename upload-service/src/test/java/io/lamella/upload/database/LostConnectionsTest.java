package io.lamella.upload.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.DraftView;
import io.lamella.testkit.LostConnections;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
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
    TestVersion version = TestVersion.fresh();
    version.open();

    // When
    LostConnections.during(
        Duration.ofSeconds(6),
        database,
        () -> {
          note(version.draft());
          note(TestVersion.fresh().open());
        });

    // Then
    assertThat(answers).containsOnlyKeys(200, 503);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(version.draft().as(DraftView.class).state()).isEqualTo("open"));
  }

  private void note(Answer answer) {
    answers.putIfAbsent(answer.status(), new String(answer.bytes()));
  }
}
