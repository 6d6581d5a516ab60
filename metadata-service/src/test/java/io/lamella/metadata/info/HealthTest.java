package io.lamella.metadata.info;

import static io.lamella.metadata.Catalogue.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class HealthTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** A process that is started again would find the database as it was. */
  @Test
  void aDatabaseThatIsAwayIsAskedForByReadinessAlone() throws IOException {
    assertThat(health("ready")).isEqualTo(200);

    RealServices.postgres().kill();
    try {
      await().atMost(LIMIT).until(() -> health("ready") == 503);
      assertThat(health("live")).isEqualTo(200);
      assertThat(health("started")).isEqualTo(200);
      assertThat(health("well")).isEqualTo(200);
    } finally {
      RealServices.postgres().start();
    }
    await().atMost(LIMIT).until(() -> health("ready") == 200);
  }

  private static int health(String group) {
    return get("/q/health/" + group).statusCode();
  }
}
