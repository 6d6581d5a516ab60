package io.lamella.metadata.database;

import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.VersionView;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
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

  /** The service's own, for what it listens to. */
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
    // Given: others have all connections but the service's own
    VersionView draft = create("connections", fresh("few"));
    List<CompletableFuture<SqlConnection>> others =
        Stream.generate(() -> pool.getConnection().subscribeAsCompletionStage())
            .limit(MAX)
            .toList();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> others.stream().filter(CompletableFuture::isDone).count() >= MAX - OWN);

    // When
    Response refused = get("/v1/versions/" + draft.id());

    // Then
    assertThat(problem(refused, 503)).isEqualTo("unavailable");
    assertThat(refused.header("Retry-After")).isEqualTo("2");
    others.forEach(other -> other.thenAccept(SqlConnection::closeAndForget));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(version(get("/v1/versions/" + draft.id()), 200).id())
                    .isEqualTo(draft.id()));
  }
}
