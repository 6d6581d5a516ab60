package io.lamella.upload.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.rest.DraftView;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@TestProfile(ConnectionsTest.Few.class)
class ConnectionsTest {
  private static final int MAX = 4;

  /** So many the service listens on, for events and for seals. */
  private static final int OWN = 2;

  public static final class Few implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.datasource.reactive.max-size", Integer.toString(MAX));
    }
  }

  @Inject Pool pool;

  @Test
  void whoGetsNoConnectionIsToldToComeAgainAndIsServedThen() {
    // Given: others have all connections
    TestVersion version = TestVersion.fresh();
    version.open();
    List<CompletableFuture<SqlConnection>> others =
        Stream.generate(() -> pool.getConnection().subscribeAsCompletionStage())
            .limit(MAX)
            .toList();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> others.stream().filter(CompletableFuture::isDone).count() >= MAX - OWN);

    // When
    Answer refused = version.draft();

    // Then
    refused.problem(ErrorCode.UNAVAILABLE);
    assertThat(refused.response().headers().firstValue("Retry-After")).contains("2");
    others.forEach(other -> other.thenAccept(SqlConnection::closeAndForget));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(version.draft().as(DraftView.class).state()).isEqualTo("open"));
  }
}
