package io.lamella.metadata.event;

import static io.lamella.metadata.Catalogue.await;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.finalizeVersion;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.sealed;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static io.lamella.metadata.Catalogue.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.VersionView;
import io.lamella.metadata.Database;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The broker is stopped and comes back, perhaps without what it knew. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class KafkaAwayTest {
  @Inject Database database;
  @Inject MeterRegistry metrics;

  @Test
  void theCatalogGoesOnAndItsEventsFollowInOrder() throws Exception {
    // Given
    RealServices.kafka().stop();

    // When
    VersionView draft;
    long epoch;
    try {
      draft = create("away", fresh("kafka"));
      version(post("/v1/versions/" + draft.id() + "/abort"), 200);
      version(post("/v1/versions/" + draft.id() + "/resume"), 200);
      epoch = finalizeVersion(draft.id()).epoch();
      assertThat(health("ready").statusCode()).isEqualTo(200);
      assertThat(health("live").statusCode()).isEqualTo(200);
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(this::outboxAge, age -> age > 2);
    } finally {
      RealServices.kafka().start();
    }

    // Then
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(told(draft))
                    .containsSubsequence(
                        EventType.VERSION_CREATED,
                        EventType.VERSION_ABORTED,
                        EventType.VERSION_RESUMED));
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(this::outboxAge, age -> age == 0);
    sealed(draft.id(), epoch);
    await(draft.id(), VersionState.FINAL);
    assertThat(read(draft.id()).epoch()).isEqualTo(epoch);
  }

  private double outboxAge() {
    return metrics.get("lamella.outbox.age").gauge().value();
  }

  @Test
  void whatABrokerTellsAgainThatForgotItsConsumersChangesNothing() throws Exception {
    // Given: behind what was told of a version, a record that goes to the dead letters when read
    VersionView before = sealedVersion("away", fresh("forgotten"));
    String key = before.id().toString();
    TestTopics.send(new ProducerRecord<>(Topic.UPLOADS, key, new byte[] {1}));
    long told =
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> deadLetters(key), n -> n > 0);
    VersionView draft = create("away", fresh("after"));
    long epoch = finalizeVersion(draft.id()).epoch();

    // When
    TestTopics.forgetConsumers();

    // Then
    Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> deadLetters(key) > told);
    sealed(draft.id(), epoch);
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> read(draft.id()).state() == VersionState.FINAL);
    assertThat(read(before.id()))
        .usingRecursiveComparison()
        .ignoringFields("ticket")
        .isEqualTo(before);
  }

  @Test
  void aVersionThatHungBecauseTheBrokerLostEverythingIsAskedForAgainAndSealed() throws Exception {
    // Given: asked for, and the broker has it
    VersionView draft = create("away", fresh("lost"));
    long epoch = finalizeVersion(draft.id()).epoch();
    String key = draft.id().toString();
    TestTopics.await(Topic.SEALS, r -> key.equals(r.key()));

    // When
    TestTopics.loseAll();
    database.run(
        "UPDATE operation SET asked = now() - interval '1 h' WHERE version = $1", draft.id());

    // Then
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> TestTopics.all(Topic.SEALS).stream().anyMatch(r -> key.equals(r.key())));
    sealed(draft.id(), epoch);
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> read(draft.id()).state() == VersionState.FINAL);
  }

  private static long deadLetters(String key) {
    return TestTopics.all(Topic.deadLetters(Topic.UPLOADS)).stream()
        .filter(r -> key.equals(r.key()))
        .count();
  }

  private static Response health(String kind) {
    return get("/q/health/" + kind);
  }

  private static List<String> told(VersionView version) {
    return TestTopics.all(Topic.VERSIONS).stream()
        .filter(r -> version.dataset().toString().equals(r.key()))
        .map(r -> TestTopics.header(r, "ce_type"))
        .toList();
  }
}
