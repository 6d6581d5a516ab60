package io.lamella.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class EventLoopTest {
  private static final Logger CHECKER = Logger.getLogger("io.vertx.core.impl.BlockedThreadChecker");

  @Inject Vertx vertx;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          said.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    CHECKER.addHandler(listener);
  }

  @AfterEach
  void stopListening() {
    CHECKER.removeHandler(listener);
  }

  /** Without this, silence would prove nothing. */
  @Test
  void theCheckerSpeaksWhenAnEventLoopIsBlocked() {
    vertx
        .getOrCreateContext()
        .runOnContext(
            nothing -> {
              long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
              while (said.isEmpty() && System.nanoTime() < deadline) {
                LockSupport.parkNanos(1_000_000);
              }
            });

    await().atMost(Duration.ofSeconds(40)).until(() -> !said.isEmpty());
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
    assertThat(said).isEmpty();
  }
}
