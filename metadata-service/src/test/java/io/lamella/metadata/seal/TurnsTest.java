package io.lamella.metadata.seal;

import static io.lamella.metadata.Catalogue.afterAllBefore;
import static io.lamella.metadata.Catalogue.await;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.finalizeVersion;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.say;
import static io.lamella.metadata.Catalogue.sealed;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static io.lamella.metadata.Catalogue.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.DraftIdle;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.SealFailed;
import io.lamella.contracts.event.SealRequested;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.OperationView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.metadata.Catalogue;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class TurnsTest {
  private static final String PROJECT = "turns";

  @Inject Pool pool;

  @Test
  void theSameNewsTwiceChangesNothing() {
    VersionView draft = create(PROJECT, fresh("twice"));
    long epoch = finalizeVersion(draft.id()).epoch();
    sealed(draft.id(), epoch);
    VersionView first = await(draft.id(), VersionState.FINAL);

    sealed(draft.id(), epoch);
    say(EventType.SEAL_FAILED, draft.id(), new SealFailed(draft.id(), epoch, "x", "late"));
    say(EventType.DRAFT_IDLE, draft.id(), new DraftIdle(draft.id(), epoch, Instant.now()));
    afterAllBefore(draft.id());

    assertThat(read(draft.id()))
        .usingRecursiveComparison()
        .ignoringFields("ticket", "children")
        .isEqualTo(first);
  }

  @Test
  void newsOfAnEarlierTurnChangesNothing() {
    VersionView draft = create(PROJECT, fresh("earlier"));
    long early = finalizeVersion(draft.id()).epoch();
    VersionView aborted = version(post("/v1/versions/" + draft.id() + "/abort"), 200);
    assertThat(aborted.state()).isEqualTo(VersionState.ABORTED);
    assertThat(aborted.epoch()).isEqualTo(early + 1);

    sealed(draft.id(), early);
    afterAllBefore(draft.id());
    assertThat(read(draft.id()).state()).isEqualTo(VersionState.ABORTED);

    VersionView resumed = version(post("/v1/versions/" + draft.id() + "/resume"), 200);
    assertThat(resumed.state()).isEqualTo(VersionState.UPLOADING);
    assertThat(resumed.epoch()).isEqualTo(early + 2);
    OperationView second = finalizeVersion(draft.id());
    sealed(draft.id(), early);
    say(EventType.SEAL_FAILED, draft.id(), new SealFailed(draft.id(), early, "x", "late"));
    afterAllBefore(draft.id());
    assertThat(read(draft.id()).sealing()).isTrue();
    sealed(draft.id(), second.epoch());
    assertThat(await(draft.id(), VersionState.FINAL).epoch()).isEqualTo(early + 3);
    OperationView overtaken = operation(draft.id() + "." + early);
    assertThat(overtaken.status()).isEqualTo("superseded");
  }

  @Test
  void newsOfATurnThatIsNotSealingChangesNothing() {
    VersionView draft = create(PROJECT, fresh("open"));

    sealed(draft.id(), draft.epoch());
    afterAllBefore(draft.id());

    assertThat(read(draft.id()).state()).isEqualTo(VersionState.UPLOADING);
  }

  @Test
  void aFailedSealFailsTheVersionUntilItIsResumed() {
    VersionView draft = create(PROJECT, fresh("failed"));
    OperationView operation = finalizeVersion(draft.id());

    say(
        EventType.SEAL_FAILED,
        draft.id(),
        new SealFailed(draft.id(), operation.epoch(), "missing-content", "a pack is gone"));

    VersionView failed = await(draft.id(), VersionState.FAILED);
    assertThat(failed.failure()).isEqualTo(new Failure("missing-content", "a pack is gone"));
    assertThat(failed.epoch()).isEqualTo(operation.epoch() + 1);
    assertThat(operation(operation.id()).status()).isEqualTo("failed");
    assertThat(operation(operation.id()).failure()).isEqualTo(failed.failure());
    assertThat(problem(post("/v1/versions/" + draft.id() + "/finalize"), 409))
        .isEqualTo("wrong-state");
    VersionView resumed = version(post("/v1/versions/" + draft.id() + "/resume"), 200);
    assertThat(resumed.failure()).isNull();
    assertThat(resumed.epoch()).isEqualTo(failed.epoch() + 1);
  }

  @Test
  void anIdleDraftIsAbortedAndResumeBringsItBack() {
    VersionView draft = create(PROJECT, fresh("idle"));

    say(EventType.DRAFT_IDLE, draft.id(), new DraftIdle(draft.id(), draft.epoch(), Instant.now()));

    assertThat(await(draft.id(), VersionState.ABORTED).epoch()).isEqualTo(draft.epoch() + 1);
    Response refused = post("/v1/versions/" + draft.id() + "/finalize");
    assertThat(problem(refused, 409)).isEqualTo("wrong-state");
    assertThat(refused.jsonPath().getString("detail")).contains("resume it first");
    assertThat(version(post("/v1/versions/" + draft.id() + "/resume"), 200).state())
        .isEqualTo(VersionState.UPLOADING);
  }

  @Test
  void aDraftThatIsBeingSealedIsNotIdle() {
    VersionView draft = create(PROJECT, fresh("busy"));
    OperationView operation = finalizeVersion(draft.id());

    say(
        EventType.DRAFT_IDLE,
        draft.id(),
        new DraftIdle(draft.id(), operation.epoch(), Instant.now()));
    afterAllBefore(draft.id());

    assertThat(read(draft.id()).sealing()).isTrue();
  }

  /** A body that is no JSON, and attributes that are none of CloudEvents. */
  @ParameterizedTest
  @CsvSource({
    "{not json, 2026-11-22T00:00:00Z, /lamella/tests, application/json, another body",
    "{}, yesterday, /lamella/tests, application/json, a time that cannot be read",
    "{not json, 2026-11-22T00:00:00Z, 'not a uri', application/json, another body",
    "{not json, 2026-11-22T00:00:00Z, /lamella/tests, application/cloudevents+json, no JSON"
  })
  void whatCannotBeReadGoesToTheDeadLettersAndThePartitionGoesOn(
      String body, String time, String source, String form, String reason) {
    // Given
    VersionView draft = create(PROJECT, fresh("poison"));
    long epoch = finalizeVersion(draft.id()).epoch();
    String key = draft.id().toString();
    ProducerRecord<String, byte[]> poison =
        new ProducerRecord<>(Topic.UPLOADS, key, body.getBytes(StandardCharsets.UTF_8));
    Map.of(
            "ce_specversion",
            "1.0",
            "ce_id",
            "x",
            "ce_source",
            source,
            "ce_type",
            EventType.VERSION_SEALED,
            "ce_time",
            time,
            "content-type",
            form)
        .forEach(
            (name, value) -> poison.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));

    // When
    TestTopics.send(poison);
    sealed(draft.id(), epoch);

    // Then
    await(draft.id(), VersionState.FINAL);
    ConsumerRecord<String, byte[]> dead =
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () ->
                    TestTopics.all(Topic.deadLetters(Topic.UPLOADS)).stream()
                        .filter(r -> key.equals(r.key()))
                        .findFirst()
                        .orElse(null),
                found -> found != null);
    assertThat(dead.value()).isEqualTo(poison.value());
    assertThat(TestTopics.header(dead, "delayed-retry-reason")).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        EventType.VERSION_SEALED + " | null",
        EventType.VERSION_SEALED + " | {}",
        EventType.VERSION_SEALED + " | {\"version\": \"ID\", \"epoch\": 2, \"digest\": \"ab\"}",
        EventType.SEAL_FAILED + " | {\"version\": \"ID\", \"epoch\": 2}",
        EventType.DRAFT_IDLE + " | {}"
      })
  void whatLacksPartsGoesToTheDeadLettersAtOnce(String type, String body) {
    VersionView draft = create(PROJECT, fresh("lacking"));
    long epoch = finalizeVersion(draft.id()).epoch();
    String key = draft.id().toString();
    byte[] lacking = body.replace("ID", key).getBytes(StandardCharsets.UTF_8);
    ProducerRecord<String, byte[]> event = new ProducerRecord<>(Topic.UPLOADS, key, lacking);
    for (String header : new String[] {"ce_id", "ce_source"}) {
      event.headers().add(header, "x".getBytes(StandardCharsets.UTF_8));
    }
    event.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
    TestTopics.send(event);

    sealed(draft.id(), epoch);

    await(draft.id(), VersionState.FINAL);
    assertThat(TestTopics.await(Topic.deadLetters(Topic.UPLOADS), r -> key.equals(r.key())).value())
        .isEqualTo(lacking);
  }

  @Test
  void aSealThatStaysAwayIsAskedForAgain() {
    VersionView draft = create(PROJECT, fresh("lost"));
    OperationView operation = finalizeVersion(draft.id());
    pool.preparedQuery("UPDATE operation SET asked = now() - interval '1 h' WHERE version = $1")
        .execute(Tuple.of(draft.id()))
        .await()
        .atMost(Duration.ofSeconds(10));

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> requests(draft.id(), operation.epoch()) == 2);
  }

  @Test
  void askingAtOnceMovesOnce() {
    VersionView sealed = sealedVersion(PROJECT, fresh("once"));

    VersionView archived = version(post("/v1/versions/" + sealed.id() + "/archive"), 200);
    VersionView again = version(post("/v1/versions/" + sealed.id() + "/archive"), 200);
    VersionView back = version(post("/v1/versions/" + sealed.id() + "/unarchive"), 200);

    assertThat(archived.archived()).isTrue();
    assertThat(again.updated()).isEqualTo(archived.updated());
    assertThat(back.archived()).isFalse();
  }

  private static OperationView operation(String id) {
    return Catalogue.as(get("/v1/operations/" + id), 200, OperationView.class);
  }

  private static long requests(UUID id, long epoch) {
    return TestTopics.all(Topic.SEALS).stream()
        .filter(r -> id.toString().equals(r.key()))
        .map(r -> TestTopics.body(r, SealRequested.class))
        .filter(request -> request.epoch() == epoch)
        .count();
  }
}
