package io.lamella.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.RunAccepted;
import io.lamella.standalone.kafka.KafkaBroker;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class KafkaAwayTest {
  @Test
  void bytesComeInWhileKafkaIsAwayAndSealsAreTakenUpBehind() throws IOException {
    // Given
    TestVersion version = TestVersion.fresh();
    TestPack pack = TestPack.random(1, 1_000);

    // When
    RealServices.kafka().stop();
    try {
      assertThat(pack.put(version).status()).isEqualTo(201);
      TestPack.register(version, TestPack.run(pack.small(version, "a"))).as(RunAccepted.class);
      assertThat(health("/q/health/ready")).isEqualTo(200);
      assertThat(health("/q/health/live")).isEqualTo(200);
    } finally {
      RealServices.kafka().start(KafkaBroker.Life.OF_ITS_STARTER);
    }

    // Then
    version.atEpoch(2).askSeal();
    assertThat(version.atEpoch(2).awaitSealed().files()).isEqualTo(1);
  }

  private static int health(String path) {
    return TestVersion.send(HttpRequest.newBuilder(TestVersion.uri(path)).build()).status();
  }
}
