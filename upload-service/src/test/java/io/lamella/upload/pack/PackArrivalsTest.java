package io.lamella.upload.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.testkit.RealServices;
import io.lamella.upload.RawRequest;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.lamella.upload.database.Columns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@TestProfile(PackArrivalsTest.Few.class)
class PackArrivalsTest {
  public static final class Few implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("lamella.pack-arrivals", "1", "lamella.stall", "PT3S");
    }
  }

  private final TestVersion version = TestVersion.fresh();

  @Test
  void aPackThatStallsIsGivenUpAndLeavesNothing() {
    TestPack pack = TestPack.random(2, 10_000);

    String answer = RawRequest.announce(version, "PUT", pack.path(version), pack.bytes().length);

    assertThat(answer).startsWith("HTTP/1.1 400").contains("no byte for 3000 ms");
    await()
        .untilAsserted(
            () ->
                assertThat(
                        TestRows.count("pack WHERE domain = $1", Columns.domain(version.domain())))
                    .isZero());
    assertThat(pack.put(version).status()).isEqualTo(201);
  }

  @Test
  void refusesMoreThanItCanTakeAtOnceUntilOthersAreThrough() throws IOException {
    // Given
    TestPack slow = TestPack.random(2, 10_000);
    try (Socket stalled =
        RawRequest.stalled(version, "PUT", slow.path(version), slow.bytes().length)) {
      // When
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> TestPack.random(1, 100).put(version).problem(ErrorCode.TOO_MANY_REQUESTS));

      // Then
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(TestPack.random(1, 100).put(version).status()).isEqualTo(201));
      assertThat(stalled.isConnected()).isTrue();
    }
  }
}
