package io.lamella.upload.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.DraftView;
import io.lamella.testkit.LostConnections;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
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
  private final Set<TestVersion> opened = ConcurrentHashMap.newKeySet();
  private final AtomicInteger silentRefusals = new AtomicInteger();

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
          open();
        });

    // Then
    assertThat(answers.keySet()).contains(503).isSubsetOf(200, 503);
    assertThat(silentRefusals).as("503 without Retry-After").hasValue(0);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(version.draft().as(DraftView.class).state()).isEqualTo("open"));
    open();
    assertThat(opened)
        .isNotEmpty()
        .allSatisfy(
            one -> assertThat(TestRows.count("draft WHERE version = $1", one.id())).isOne());
  }

  private void open() {
    TestVersion fresh = TestVersion.fresh();
    if (note(fresh.open()) == 200) {
      opened.add(fresh);
    }
  }

  /** Answers its status. */
  private int note(Answer answer) {
    answers.putIfAbsent(answer.status(), new String(answer.bytes()));
    if (answer.status() == 503 && !answer.response().headers().map().containsKey("retry-after")) {
      silentRefusals.incrementAndGet();
    }
    return answer.status();
  }
}
