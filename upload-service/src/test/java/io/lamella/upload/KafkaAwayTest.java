package io.lamella.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.contracts.rest.RunAccepted;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
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
      RealServices.kafka().start();
    }

    // Then
    version.atEpoch(2).askSeal();
    assertThat(version.atEpoch(2).awaitSealed().files()).isEqualTo(1);
  }

  @Test
  void whatABrokerAsksAgainThatForgotItsConsumersIsAnsweredAgainWithTheSame() throws IOException {
    // Given
    TestVersion before = TestVersion.fresh().atEpoch(2);
    before.askSeal();
    VersionSealed first = before.awaitSealed();

    // When
    TestTopics.forgetConsumers();

    // Then
    TestVersion after = TestVersion.fresh().atEpoch(2);
    after.askSeal();
    assertThat(after.awaitSealed().files()).isZero();
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> assertThat(answers(before)).hasSizeGreaterThanOrEqualTo(2).containsOnly(first));
    assertThat(TestRows.count("manifest WHERE version = $1", before.id())).isEqualTo(1);
  }

  @Test
  void aBrokerThatLostEverythingIsReadFromAgainAndWhatWasSealedIsToldAgain() throws IOException {
    // Given
    TestVersion before = TestVersion.fresh().atEpoch(2);
    before.askSeal();
    VersionSealed first = before.awaitSealed();

    // When
    TestTopics.loseAll();
    before.askSeal();

    // Then
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(answers(before)).contains(first));
    TestVersion after = TestVersion.fresh().atEpoch(2);
    after.askSeal();
    assertThat(after.awaitSealed().files()).isZero();
  }

  private static List<VersionSealed> answers(TestVersion version) {
    return TestTopics.all(Topic.UPLOADS).stream()
        .filter(r -> version.isOf(r, EventType.VERSION_SEALED))
        .map(r -> TestTopics.body(r, VersionSealed.class))
        .toList();
  }

  private static int health(String path) {
    return TestVersion.send(HttpRequest.newBuilder(TestVersion.uri(path)).build()).status();
  }
}
