package io.lamella.upload.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.lamella.upload.database.Columns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@TestProfile(SealerAloneTest.Alone.class)
class SealerAloneTest {
  public static final class Alone implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("lamella.roles", "sealer");
    }
  }

  @Test
  void aProcessThatOnlySealsServesItsHealthAndSeals() {
    // Given: a seal that another process took in
    TestVersion version = TestVersion.fresh();
    TestRows.change(
        "INSERT INTO draft (version, epoch, state, domain, store, profile, parents, domains,"
            + " lease_until) VALUES ($1, 1, 'SEALING', $2, $3, 'default', '[]', '[]', now())",
        version.id(),
        Columns.domain(version.domain()),
        TestVersion.store());
    TestRows.change(
        "INSERT INTO seal (version, epoch, request, last_run) VALUES ($1, 1, $2::text::jsonb, 0)",
        version.id(),
        Columns.json(version.sealRequest()));

    // When
    Answer open = version.open();
    Answer ready = get("/q/health/ready");
    Answer metrics = get("/q/metrics");

    // Then
    assertThat(open.status()).isEqualTo(404);
    assertThat(ready.status()).isEqualTo(200);
    assertThat(new String(metrics.bytes())).contains("lamella_seals_pending");
    assertThat(version.awaitSealed().files()).isZero();
  }

  private static Answer get(String path) {
    return TestVersion.send(HttpRequest.newBuilder(TestVersion.uri(path)).build());
  }
}
