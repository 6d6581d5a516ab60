package io.lamella.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.testkit.BlockedThreads;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class EventLoopTest {
  @Inject Vertx vertx;
  private final BlockedThreads blocked = new BlockedThreads();

  @AfterEach
  void stopListening() {
    blocked.close();
  }

  /** Without this, silence would prove nothing. */
  @Test
  void theCheckerSpeaksWhenAnEventLoopIsBlocked() {
    vertx
        .getOrCreateContext()
        .runOnContext(
            nothing -> {
              long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
              while (blocked.said().isEmpty() && System.nanoTime() < deadline) {
                LockSupport.parkNanos(1_000_000);
              }
            });

    await().atMost(Duration.ofSeconds(40)).until(() -> !blocked.said().isEmpty());
  }

  @Test
  void nothingBlocksAnEventLoop() {
    // Given
    TestVersion version = TestVersion.fresh();
    TestPack pack = TestPack.random(500, 65_536);

    // When
    assertThat(pack.put(version).status()).isEqualTo(201);
    assertThat(TestPack.register(version, TestPack.run(pack.small(version, "a"))).status())
        .isEqualTo(200);
    assertThat(
            version
                .send(
                    "PUT",
                    "/v1/drafts/" + version.id() + "/files/long",
                    BodyPublishers.ofByteArray(TestPack.random(64 << 20)))
                .status())
        .isEqualTo(201);
    version.atEpoch(2).askSeal();
    version.atEpoch(2).awaitSealed();

    // Then
    assertThat(blocked.said()).isEmpty();
  }
}
