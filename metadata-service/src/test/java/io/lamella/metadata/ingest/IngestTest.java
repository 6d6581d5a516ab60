package io.lamella.metadata.ingest;

import static io.lamella.metadata.Catalogue.afterAllBefore;
import static io.lamella.metadata.Catalogue.as;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.openDraft;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.say;
import static io.lamella.metadata.Catalogue.sealed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.IngestCompleted;
import io.lamella.contracts.event.IngestFailed;
import io.lamella.contracts.event.IngestLoaded;
import io.lamella.contracts.event.IngestPlanned;
import io.lamella.contracts.event.IngestProgressed;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.IngestCounts;
import io.lamella.contracts.rest.IngestMiss;
import io.lamella.contracts.rest.IngestView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.kit.event.EventJson;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Ingests, while the test plays upload-service's part. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class IngestTest {
  private static final String PROJECT = "ingests";
  private static final IngestMiss MISS =
      new IngestMiss("s3://b/gone", "gone", "source-missing", "s3://b/gone: no such object");

  @Inject Pool pool;

  private final String dataset = fresh("data");

  @Test
  void aRequestOverHttpEndsInAPublishedVersion() {
    // Given
    IngestView asked =
        as(
            post(
                "/v1/ingests",
                request(Map.of("publish", true, "key", fresh("key"), "target", target("t1")))),
            202,
            IngestView.class);
    assertThat(asked.state()).isEqualTo("loading");
    assertThat(asked.number()).isEqualTo("1.0.0");
    IngestPlanned plan = plan(asked.id(), 1);
    assertThat(plan.ticket().version()).isEqualTo(asked.version());
    assertThat(plan.sources()).hasSize(1);
    assertThat(read(asked.version()).tags()).containsExactly("t1");

    // When
    progressed(asked.id(), new IngestCounts(false, 5, 50, 2, 20, 0));
    awaitView(asked.id(), view -> view.counts().doneFiles() == 2);
    loaded(asked.id(), 1, List.of());
    awaitSealing(asked.version());
    sealed(asked.version(), 2);

    // Then
    IngestCompleted told = completed(asked.id());
    assertThat(told.state()).isEqualTo(VersionState.PUBLISHED);
    assertThat(told.version()).isEqualTo(asked.version());
    assertThat(told.files()).isEqualTo(3);
    assertThat(told.key()).isEqualTo(asked.key());
    IngestView done = view(asked.id());
    assertThat(done.state()).isEqualTo("done");
    assertThat(done.ended()).isNotNull();
    assertThat(done.versionState()).isEqualTo(VersionState.PUBLISHED);
    loaded(asked.id(), 1, List.of(MISS));
    settle(asked.id());
    assertThat(timesTold(asked.id())).isEqualTo(1);
  }

  @Test
  void everyFormOfEventIsTaken() {
    // Given
    String binary = fresh("binary");
    String structured = fresh("structured");
    String plain = fresh("plain");

    // When
    TestTopics.send(
        Topic.INGESTS, dataset, EventType.INGEST_REQUESTED, "x", request(Map.of("key", binary)));
    raw(
        Map.of("content-type", "application/cloudevents+json; charset=utf-8"),
        json(
            Map.of(
                "specversion",
                "1.0",
                "id",
                fresh("id"),
                "type",
                EventType.INGEST_REQUESTED,
                "source",
                "/tests",
                "data",
                request(Map.of("key", structured)))));
    raw(Map.of(), json(request(Map.of("key", plain))));

    // Then
    for (String key : List.of(binary, structured, plain)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(ofKey(key)).as(key).isEqualTo("loading"));
    }
  }

  @Test
  void whatCannotBeTakenIsAnsweredAndHoldsNothingUp() {
    // Given
    String invalid = fresh("invalid");
    String orphan = fresh("orphan");
    String after = fresh("after");

    // When: all on one partition, the good one last
    raw(Map.of(), new byte[] {1, 2, 3});
    raw(Map.of(), null);
    raw(Map.of("ce_id", "1"), "{}".getBytes(StandardCharsets.UTF_8));
    raw(Map.of("content-type", "application/cloudevents+json"), json(Map.of("id", "1")));
    raw(Map.of(), json(Map.of("key", "\0", "so\0urces", 1)));
    raw(Map.of(), json(Map.of("key", invalid, "sources", 1)));
    raw(
        Map.of(),
        json(
            request(
                Map.of(
                    "key",
                    orphan,
                    "target",
                    Map.of(
                        "project",
                        PROJECT,
                        "dataset",
                        dataset,
                        "parents",
                        List.of(PROJECT + "/nothing@latest"))))));
    raw(Map.of(), json(request(Map.of("key", after))));

    // Then
    assertThat(refused(invalid).code()).isEqualTo("invalid-request");
    assertThat(refused(orphan).code()).isEqualTo("dataset-not-found");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(ofKey(after)).isEqualTo("loading"));
    assertThat(
            TestTopics.all(Topic.INGEST_RESULTS).stream()
                .map(record -> TestTopics.body(record, Map.class))
                .filter(body -> body.get("ingest") == null && body.get("key") == null))
        .hasSizeGreaterThanOrEqualTo(5);
    assertThat(TestTopics.all(Topic.deadLetters(Topic.INGESTS))).isEmpty();
  }

  @Test
  void theSameKeyIsTheSameIngest() {
    Map<String, Object> wish = request(Map.of("key", fresh("key")));
    IngestView first = as(post("/v1/ingests", wish), 202, IngestView.class);

    IngestView again = as(post("/v1/ingests", wish), 202, IngestView.class);
    wish.put("mode", "sync");

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.version()).isEqualTo(first.version());
    assertThat(problem(post("/v1/ingests", wish), 409)).isEqualTo("idempotency-mismatch");
  }

  @Test
  void aRequestThatCouldNotBeToldIsRefused() {
    List<Map<String, String>> sources = new ArrayList<>();
    for (int i = 0; i < 6_000; i++) {
      sources.add(Map.of("uri", "s3://b/k" + i));
    }

    assertThat(problem(post("/v1/ingests", request(Map.of("sources", sources))), 422))
        .isEqualTo("limit-exceeded");
    IngestView most =
        as(
            post("/v1/ingests", request(Map.of("sources", sources.subList(0, 4_000)))),
            202,
            IngestView.class);
    assertThat(plan(most.id(), 1).sources()).hasSize(4_000);
  }

  @Test
  void theFirstRunOfANightlyPipelineHasNoParentAndTheNextHasIt() {
    Map<String, Object> target =
        Map.of("project", PROJECT, "dataset", dataset, "parents", List.of("@latest"));
    IngestView first =
        done(as(post("/v1/ingests", request(Map.of("target", target))), 202, IngestView.class));

    IngestView second =
        as(post("/v1/ingests", request(Map.of("target", target))), 202, IngestView.class);

    assertThat(read(first.version()).parents()).isEmpty();
    assertThat(read(second.version()).parents())
        .extracting(parent -> parent.id())
        .containsExactly(first.version());
    assertThat(second.number()).isEqualTo("1.0.1");
  }

  @Test
  void whatIsMissingFailsTheVersionUntilItIsRetried() {
    // Given
    IngestView asked = as(post("/v1/ingests", request(Map.of())), 202, IngestView.class);
    loaded(asked.id(), 1, List.of(MISS));
    IngestFailed failed = failed(asked.id());
    assertThat(failed.code()).isEqualTo("ingest-failed");
    assertThat(failed.detail()).contains("s3://b/gone");
    assertThat(failed.failed()).containsExactly(MISS);
    assertThat(read(asked.version()).state()).isEqualTo(VersionState.FAILED);

    // When
    IngestView again = as(post("/v1/ingests/" + asked.id() + "/retry"), 200, IngestView.class);

    // Then
    assertThat(again.state()).isEqualTo("loading");
    assertThat(again.attempt()).isEqualTo(2);
    IngestPlanned plan = plan(asked.id(), 2);
    assertThat(plan.ticket().epoch()).isEqualTo(read(asked.version()).epoch());
    loaded(asked.id(), 1, List.of(MISS));
    loaded(asked.id(), 2, List.of());
    VersionView sealing = awaitSealing(asked.version());
    sealed(asked.version(), sealing.epoch());
    assertThat(completed(asked.id()).state()).isEqualTo(VersionState.FINAL);
  }

  @Test
  void whatIsMissingMayPass() {
    IngestView asked =
        as(post("/v1/ingests", request(Map.of("onError", "skip"))), 202, IngestView.class);
    loaded(asked.id(), 1, List.of(MISS));
    sealed(asked.version(), awaitSealing(asked.version()).epoch());

    assertThat(completed(asked.id()).failed()).containsExactly(MISS);
  }

  @Test
  void anOpenDraftStaysOpenWhenThatIsAskedFor() {
    VersionView draft = create(PROJECT, dataset);
    IngestView asked =
        as(
            post(
                "/v1/ingests",
                request(
                    Map.of("finalize", false, "target", Map.of("version", draft.id().toString())))),
            202,
            IngestView.class);
    assertThat(asked.version()).isEqualTo(draft.id());
    loaded(asked.id(), 1, List.of());

    assertThat(completed(asked.id()).state()).isEqualTo(VersionState.UPLOADING);
    assertThat(read(draft.id()).state()).isEqualTo(VersionState.UPLOADING);
    post("/v1/versions/" + draft.id() + "/abort");
    IngestView late =
        as(
            post(
                "/v1/ingests", request(Map.of("target", Map.of("version", draft.id().toString())))),
            202,
            IngestView.class);
    assertThat(late.state()).isEqualTo("failed");
    assertThat(late.failure().code()).isEqualTo("wrong-state");
  }

  @Test
  void cancelledIsCancelledWhateverComesLater() {
    IngestView asked = as(post("/v1/ingests", request(Map.of())), 202, IngestView.class);

    IngestView cancelled = as(post("/v1/ingests/" + asked.id() + "/cancel"), 200, IngestView.class);
    loaded(asked.id(), 1, List.of());
    settle(asked.id());

    assertThat(cancelled.state()).isEqualTo("cancelled");
    assertThat(cancelled.versionState()).isEqualTo(VersionState.ABORTED);
    assertThat(view(asked.id()).state()).isEqualTo("cancelled");
    assertThat(failed(asked.id()).code()).isEqualTo("ingest-cancelled");
    TestTopics.await(
        Topic.INGEST_PLANS,
        record ->
            TestTopics.header(record, "ce_type").equals(EventType.INGEST_CANCELLED)
                && record.key().equals(asked.version().toString()));
    assertThat(problem(post("/v1/ingests/" + UUID.randomUUID() + "/cancel"), 404))
        .isEqualTo("ingest-not-found");
  }

  @Test
  void aVersionThatSomebodyAbortsFailsIt() {
    IngestView asked = as(post("/v1/ingests", request(Map.of())), 202, IngestView.class);

    post("/v1/versions/" + asked.version() + "/abort").then().statusCode(200);

    assertThat(failed(asked.id()).code()).isEqualTo("wrong-state");
    awaitView(asked.id(), view -> view.state().equals("failed"));
  }

  @Test
  void whatACrashLeftBehindGoesOn() {
    // Given: written down, and nothing more, a while ago
    IngestView model = as(post("/v1/ingests", request(Map.of())), 202, IngestView.class);
    UUID id = UUID.randomUUID();
    pool.preparedQuery(
            "INSERT INTO ingest (id, caller, key, keyed, fingerprint, request, mode, state,"
                + " version, makes, counts, updated) SELECT $1::uuid, caller, $1::text, false,"
                + " fingerprint, request, mode, 'accepted', gen_random_uuid(), true, counts, now()"
                + " - interval '11 seconds' FROM ingest WHERE id = $2")
        .execute(Tuple.of(id, model.id()))
        .await()
        .indefinitely();

    // Then
    awaitView(id, view -> view.state().equals("loading"));
    assertThat(plan(id, 1).ticket().version()).isEqualTo(view(id).version());
  }

  @Test
  void whoIsSilentIsAskedAgain() {
    // Given
    IngestView asked = as(post("/v1/ingests", request(Map.of())), 202, IngestView.class);
    plan(asked.id(), 1);

    // When
    pool.preparedQuery("UPDATE ingest SET updated = now() - interval '3 minutes' WHERE id = $1")
        .execute(Tuple.of(asked.id()))
        .await()
        .indefinitely();

    // Then
    await().atMost(Duration.ofSeconds(30)).until(() -> timesPlanned(asked.id()) == 2);
    assertThat(done(asked).state()).isEqualTo("done");
  }

  @Test
  void whatWasLostOnItsWayIsBegunAgain() {
    // Given
    IngestView asked = as(post("/v1/ingests", request(Map.of())), 202, IngestView.class);
    plan(asked.id(), 1);

    // When
    Failure lost = new Failure("ingest-lost", "2 items are lost");
    say(
        EventType.INGEST_LOADED,
        asked.id(),
        new IngestLoaded(asked.id(), 1, IngestCounts.NONE, List.of(), lost));

    // Then
    assertThat(plan(asked.id(), 2).ticket().version()).isEqualTo(asked.version());
    loaded(asked.id(), 2, List.of());
    sealed(asked.version(), awaitSealing(asked.version()).epoch());
    completed(asked.id());
    assertThat(view(asked.id()).attempt()).isEqualTo(2);
    assertThat(timesTold(asked.id())).isEqualTo(1);
  }

  @Test
  void whatSomebodySendsGoesIntoNoDraftThatAnIngestCloses() {
    // Given
    IngestView closes = as(post("/v1/ingests", request(Map.of())), 202, IngestView.class);

    // When
    VersionView sent = openDraft(PROJECT, dataset);
    IngestView adds =
        as(
            post(
                "/v1/ingests",
                request(
                    Map.of("finalize", false, "target", Map.of("version", sent.id().toString())))),
            202,
            IngestView.class);

    // Then
    assertThat(sent.id()).isNotEqualTo(closes.version());
    assertThat(adds.state()).isEqualTo("loading");
    assertThat(openDraft(PROJECT, dataset).id()).isEqualTo(sent.id());
  }

  @Test
  void aDraftThatAnIngestHasLeftOpenTakesMore() {
    // Given
    IngestView asked =
        as(post("/v1/ingests", request(Map.of("finalize", false))), 202, IngestView.class);
    UUID meanwhile = openDraft(PROJECT, dataset).id();
    post("/v1/versions/" + meanwhile + "/abort").then().statusCode(200);

    // When
    loaded(asked.id(), 1, List.of());
    completed(asked.id());

    // Then
    assertThat(meanwhile).isNotEqualTo(asked.version());
    assertThat(openDraft(PROJECT, dataset).id()).isEqualTo(asked.version());
  }

  private static long timesPlanned(UUID id) {
    return TestTopics.all(Topic.INGEST_PLANS).stream()
        .filter(
            record ->
                TestTopics.header(record, "ce_type").equals(EventType.INGEST_PLANNED)
                    && TestTopics.body(record, IngestPlanned.class).ingest().equals(id))
        .count();
  }

  private Map<String, Object> target(String... tags) {
    return Map.of("project", PROJECT, "dataset", dataset, "tags", List.of(tags));
  }

  private Map<String, Object> request(Map<String, Object> more) {
    Map<String, Object> request = new HashMap<>();
    request.put("target", target());
    request.put("sources", List.of(Map.of("uri", "s3://b/day=01/")));
    request.putAll(more);
    return request;
  }

  private IngestView done(IngestView asked) {
    loaded(asked.id(), 1, List.of());
    sealed(asked.version(), awaitSealing(asked.version()).epoch());
    completed(asked.id());
    return view(asked.id());
  }

  private static IngestView view(UUID id) {
    return as(get("/v1/ingests/" + id), 200, IngestView.class);
  }

  private static void awaitView(UUID id, Predicate<IngestView> fits) {
    await().atMost(Duration.ofSeconds(30)).until(() -> fits.test(view(id)));
  }

  private static VersionView awaitSealing(UUID version) {
    await().atMost(Duration.ofSeconds(30)).until(() -> read(version).sealing());
    return read(version);
  }

  private static void progressed(UUID id, IngestCounts counts) {
    say(EventType.INGEST_PROGRESSED, id, new IngestProgressed(id, 1, counts));
  }

  private static void loaded(UUID id, int attempt, List<IngestMiss> misses) {
    IngestCounts counts = new IngestCounts(true, 3 + misses.size(), 300, 3, 300, misses.size());
    say(EventType.INGEST_LOADED, id, new IngestLoaded(id, attempt, counts, misses, null));
  }

  /** What was said of it before has been taken by then. */
  private static void settle(UUID id) {
    afterAllBefore(id);
  }

  private static IngestPlanned plan(UUID id, int attempt) {
    return TestTopics.body(
        TestTopics.await(
            Topic.INGEST_PLANS,
            record ->
                TestTopics.header(record, "ce_type").equals(EventType.INGEST_PLANNED)
                    && TestTopics.body(record, IngestPlanned.class).ingest().equals(id)
                    && TestTopics.body(record, IngestPlanned.class).attempt() == attempt),
        IngestPlanned.class);
  }

  private static IngestCompleted completed(UUID id) {
    return TestTopics.body(result(id, EventType.INGEST_COMPLETED), IngestCompleted.class);
  }

  private static IngestFailed failed(UUID id) {
    return TestTopics.body(result(id, EventType.INGEST_FAILED), IngestFailed.class);
  }

  private static ConsumerRecord<String, byte[]> result(UUID id, String type) {
    return TestTopics.await(
        Topic.INGEST_RESULTS,
        record ->
            record.key().equals(id.toString())
                && TestTopics.header(record, "ce_type").equals(type));
  }

  private static long timesTold(UUID id) {
    return TestTopics.all(Topic.INGEST_RESULTS).stream()
        .filter(record -> record.key().equals(id.toString()))
        .count();
  }

  private static IngestFailed refused(String key) {
    return TestTopics.body(
        TestTopics.await(
            Topic.INGEST_RESULTS,
            record -> key.equals(TestTopics.body(record, Map.class).get("key"))),
        IngestFailed.class);
  }

  private @Nullable String ofKey(String key) {
    var rows =
        pool.preparedQuery("SELECT state FROM ingest WHERE key = $1")
            .execute(Tuple.of(key))
            .await()
            .indefinitely();
    return rows.size() == 0 ? null : rows.iterator().next().getString(0);
  }

  private void raw(Map<String, String> headers, byte @Nullable [] value) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(Topic.INGESTS, 0, (String) null, value);
    headers.forEach(
        (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    TestTopics.send(record);
  }

  private static byte[] json(Object body) {
    try {
      return EventJson.MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
