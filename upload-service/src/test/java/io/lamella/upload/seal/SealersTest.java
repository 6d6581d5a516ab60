package io.lamella.upload.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.testkit.RealServices;
import io.lamella.upload.TestVersion;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class SealersTest {
  @Inject Database database;
  @Inject Seals seals;
  @Inject SealWork work;
  @Inject SealCommit commit;
  @Inject UploadConfig config;
  @Inject Vertx vertx;
  @Inject SealMeters meters;

  /** The database was away, then something happened that should not. */
  @Test
  void aSealerGoesOnBehindWhateverHappensInItsLoop() {
    // Given
    Queue<Runnable> stumbles = new ConcurrentLinkedQueue<>();
    stumbles.add(
        () -> {
          throw new IllegalStateException("for a test");
        });
    stumbles.add(
        () -> {
          throw new StackOverflowError("for a test");
        });
    QuarkusMock.installMockForType(
        new Sealing(database, seals, work, commit, config, vertx, meters) {
          @Override
          boolean next() {
            Runnable stumble = stumbles.poll();
            if (stumble != null) {
              stumble.run();
            }
            return super.next();
          }
        },
        Sealing.class);

    // When
    TestVersion version = TestVersion.fresh();
    version.askSeal();

    // Then
    assertThat(version.awaitSealed().files()).isZero();
    assertThat(stumbles).isEmpty();
  }
}
