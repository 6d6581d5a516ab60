package io.lamella.upload;

import static org.awaitility.Awaitility.await;

import io.lamella.testkit.RealServices;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whoever scales the service is told how much comes. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class InFlightTest {
  private static final long MIB = 1 << 20;

  @Inject MeterRegistry meters;

  @Test
  void bodiesCountAsAnnouncedWhileTheyComeAndLongOnesAsAPack() throws IOException {
    // Given
    TestVersion version = TestVersion.fresh();
    version.open();
    awaitComing(0);

    // When
    try (Socket file = begun(version, "/files/a.bin", 3 * MIB)) {
      awaitComing(3 * MIB);
      try (Socket tar = begun(version, "/tar", 5_000 * MIB)) {
        awaitComing(67 * MIB);
        tar.shutdownOutput();
      }
      awaitComing(3 * MIB);
      file.shutdownOutput();
    }

    // Then
    awaitComing(0);
  }

  private static Socket begun(TestVersion version, String door, long announced) {
    return RawRequest.stalled(version, "PUT", "/v1/drafts/" + version.id() + door, announced);
  }

  private void awaitComing(long bytes) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> meters.get("lamella.in.flight").tag("direction", "in").gauge().value() == bytes);
  }
}
