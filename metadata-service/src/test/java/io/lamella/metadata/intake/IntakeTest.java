package io.lamella.metadata.intake;

import static io.lamella.metadata.Catalogue.as;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.json;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.sealed;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.IngestFailed;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.IntakeAccepted;
import io.lamella.contracts.rest.IntakeView;
import io.lamella.contracts.rest.IntakeWindow;
import io.lamella.contracts.rest.VersionLink;
import io.lamella.contracts.rest.VersionView;
import io.lamella.metadata.Catalogue;
import io.lamella.metadata.Database;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events that become versions by themselves, while the test plays upload-service's part. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class IntakeTest {
  private static final String PROJECT = "intake";

  @Inject Database database;
  @Inject Intake intake;

  private final String bucket = fresh("b");
  private final String name = fresh("data");
  private VersionView base;
  private UUID dataset;

  @BeforeEach
  void make() {
    base = sealedVersion(PROJECT, name);
    dataset = base.dataset();
  }

  @Test
  void everySoManyFilesAreAVersionWithTheOneBeforeAsItsParent() {
    try (UploadSide uploads = new UploadSide(path -> true, true)) {
      // Given
      set(Map.of("files", 3), Map.of("path", "frames"));

      // When
      send(0, IntStream.range(0, 7).mapToObj(i -> s3("day=1/" + i + ".jpg", 10)).toList());

      // Then
      IntakeView view = awaitDone(2);
      IntakeWindow first = view.before().get(1);
      IntakeWindow second = view.before().get(0);
      assertThat(first.closedBy()).isEqualTo("files");
      assertThat(first.files()).isEqualTo(3);
      assertThat(first.bytes()).isEqualTo(30);
      assertThat(uploads.of(first.version()))
          .containsExactly("frames/day=1/0.jpg", "frames/day=1/1.jpg", "frames/day=1/2.jpg");
      assertThat(uploads.of(second.version())).hasSize(3);
      assertThat(parents(first)).containsExactly(base.id());
      assertThat(parents(second)).containsExactly(first.version());
      assertThat(read(second.version()).state()).isEqualTo(VersionState.FINAL);
      assertThat(read(second.version()).metadata().toString()).contains("window=2");
      IntakeWindow open = view.open();
      assertThat(open).isNotNull();
      assertThat(open.files()).isEqualTo(1);
      await().atMost(Duration.ofSeconds(30)).until(() -> uploads.of(open.version()).size() == 1);
      assertThat(parents(open)).containsExactly(second.version());
      assertThat(read(open.version()).state()).isEqualTo(VersionState.UPLOADING);
    }
  }

  @Test
  void whatSomebodySendsGoesIntoNoWindow() {
    try (UploadSide uploads = new UploadSide(path -> true, true)) {
      // Given
      set(Map.of("files", 2), Map.of());
      send(0, List.of(s3("a", 1)));
      awaitView(view -> view.open() != null);
      UUID window = view().open().version();
      await().atMost(Duration.ofSeconds(30)).until(() -> uploads.of(window).size() == 1);

      // When
      VersionView sent = Catalogue.openDraft(PROJECT, name);
      send(0, List.of(s3("b", 1)));

      // Then
      assertThat(sent.id()).isNotEqualTo(window);
      assertThat(sent.parents()).extracting(VersionLink::id).containsExactly(base.id());
      assertThat(awaitDone(1).before().get(0).version()).isEqualTo(window);
      assertThat(Catalogue.openDraft(PROJECT, name).id()).isEqualTo(sent.id());
    }
  }

  @Test
  void bytesQuietAndACallerCloseToo() {
    try (UploadSide uploads = new UploadSide(path -> true, true)) {
      set(Map.of("bytes", 100), Map.of("publish", true));
      send(0, List.of(s3("a", 60), s3("b", 60), s3("c", 5)));
      IntakeView bytes = awaitDone(1);
      assertThat(bytes.before().get(0).closedBy()).isEqualTo("bytes");
      assertThat(read(bytes.before().get(0).version()).state()).isEqualTo(VersionState.PUBLISHED);
      assertThat(bytes.open()).isNotNull();

      post(address("/close")).then().statusCode(200);
      IntakeView asked = awaitDone(2);
      assertThat(asked.before().get(0).closedBy()).isEqualTo("caller");
      assertThat(uploads.of(asked.before().get(0).version())).containsExactly("c");
      assertThat(asked.open()).isNull();
      post(address("/close")).then().statusCode(200);

      set(Map.of("quiet", "PT1S"), Map.of());
      send(0, List.of(s3("d", 1)));
      assertThat(awaitDone(3).before().get(0).closedBy()).isEqualTo("quiet");
    }
  }

  @Test
  void anEventClosesInTheMiddleOfABatchAndWhatFollowsIsTheNextVersion() {
    try (UploadSide uploads = new UploadSide(path -> true, true)) {
      // Given
      set(
          Map.of("type", "day.over", "subject", name),
          Map.of("type", "frame.*", "from", "s3://" + bucket + "/"));

      // When
      send(
          0,
          List.of(
              event("frame.made", "x", Map.of("uri", uri("a"))),
              event("frame.made", "x", Map.of("uri", uri("b"), "path", "best")),
              event("day.over", "another", null),
              event("frame.made", "x", Map.of("uri", uri("c"))),
              event("day.over", name, null),
              event("frame.made", "x", Map.of("uri", uri("d"))),
              event("other", "x", Map.of("uri", uri("e")))));

      // Then
      IntakeView view = awaitDone(1);
      assertThat(view.before().get(0).closedBy()).isEqualTo("event");
      assertThat(uploads.of(view.before().get(0).version())).containsExactly("a", "best/b", "c");
      assertThat(view.open()).isNotNull();
      UUID open = view.open().version();
      await().atMost(Duration.ofSeconds(30)).until(() -> uploads.of(open).equals(List.of("d")));
    }
  }

  @Test
  void whatIsDeliveredAgainCountsOnce() throws Throwable {
    try (UploadSide uploads = new UploadSide(path -> true, true)) {
      // Given
      set(Map.of("files", 1000), Map.of());
      send(1, IntStream.range(0, 20).mapToObj(i -> s3("k" + i, 1)).toList());
      awaitView(view -> view.open() != null && view.open().files() == 20);

      // When: as after a kill between effect and commit
      List<ConsumerRecord<String, byte[]>> all =
          TestTopics.all(Topic.INTAKE).stream().filter(r -> r.partition() == 1).toList();
      file(1, all);
      file(1, all.subList(all.size() - 3, all.size()));

      // Then
      IntakeView view = view();
      assertThat(view.open()).isNotNull();
      assertThat(view.open().files()).isEqualTo(20);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> uploads.of(view.open().version()).size() == 20);
    }
  }

  @Test
  void aTopicThatIsMadeAnewIsReadFromItsBeginning() throws IOException {
    set(Map.of("files", 1000), Map.of());
    send(2, List.of(s3("a", 1), s3("b", 1)));
    awaitView(view -> view.open() != null && view.open().files() == 2);

    TestTopics.loseAll();
    send(2, List.of(s3("c", 1)));

    await()
        .atMost(Duration.ofMinutes(1))
        .until(this::view, view -> view.open() != null && view.open().files() == 3);
  }

  @Test
  void whatComesInDribsIsAskedForTogether() {
    try (UploadSide uploads = new UploadSide(path -> true, true)) {
      set(Map.of("files", 12), Map.of());

      for (int i = 0; i < 12; i++) {
        send(i % 3, List.of(s3("f" + i % 10 + "/" + i, 1)));
      }

      IntakeWindow window = awaitDone(1).before().get(0);
      assertThat(uploads.of(window.version())).hasSize(12).doesNotHaveDuplicates();
      assertThat(database.count("ingest WHERE version = $1", window.version())).isLessThan(4);
    }
  }

  @Test
  void twoRulesTakeTheSameEvent() {
    try (UploadSide uploads = new UploadSide(path -> true, true)) {
      VersionView other = sealedVersion(PROJECT, fresh("other"));
      set(Map.of("files", 2), Map.of());
      set(other.dataset(), Map.of("files", 1), Map.of("path", "copy"));

      send(0, List.of(s3("a", 1), s3("b", 1)));

      assertThat(uploads.of(awaitDone(1).before().get(0).version())).containsExactly("a", "b");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  view(other.dataset()).before().stream()
                          .filter(window -> window.state().equals("done"))
                          .count()
                      == 2);
      assertThat(uploads.of(view(other.dataset()).before().get(0).version()))
          .containsExactly("copy/b");
    }
  }

  @Test
  void theNextVersionWaitsForTheOneBefore() {
    try (UploadSide uploads = new UploadSide(path -> true, false)) {
      set(Map.of("files", 1), Map.of());
      send(0, List.of(s3("a", 1), s3("b", 1)));
      awaitView(view -> view.before().size() == 2);
      IntakeWindow first = view().before().get(1);
      await().atMost(Duration.ofSeconds(30)).until(() -> read(first.version()).sealing());

      assertThat(get("/v1/versions/" + view().before().get(0).version()).statusCode())
          .isEqualTo(404);
      sealed(first.version(), read(first.version()).epoch());
      IntakeWindow second = view().before().get(0);
      await().atMost(Duration.ofSeconds(30)).until(() -> uploads.of(second.version()).size() == 1);
      assertThat(parents(second)).containsExactly(first.version());
      assertThat(view().before().get(1).state()).isEqualTo("done");
    }
  }

  @Test
  void nothingFallsBetweenTwoVersions() throws Exception {
    int senders = 6;
    int each = 400;
    try (UploadSide uploads = new UploadSide(path -> true, true)) {
      // Given
      set(Map.of("files", 170, "type", "now.close"), Map.of());

      // When
      List<Thread> threads = new ArrayList<>();
      for (int s = 0; s < senders; s++) {
        int sender = s;
        Thread thread =
            new Thread(
                () -> {
                  for (int i = 0; i < each; i += 20) {
                    int from = i;
                    List<Record> some =
                        new ArrayList<>(
                            IntStream.range(from, from + 20)
                                .mapToObj(n -> s3("s" + sender + "/" + n, 1))
                                .toList());
                    if (from % 100 == 0) {
                      some.add(7, event("now.close", "x", null));
                    }
                    send(sender % 3, some);
                  }
                });
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }

      // Then
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  database.count("intake_place WHERE $1 IS NOT NULL", dataset) > 0
                      && total() == senders * each);
      post(address("/close")).then().statusCode(200);
      await()
          .atMost(Duration.ofSeconds(90))
          .until(
              () ->
                  database.count("intake_window WHERE dataset = $1 AND state <> 'done'", dataset)
                      == 0);
      List<UUID> line = line();
      List<String> all = new ArrayList<>();
      line.forEach(version -> all.addAll(uploads.of(version)));
      assertThat(all).hasSize(senders * each).doesNotHaveDuplicates();
      assertThat(line).hasSize((int) database.count("intake_window WHERE dataset = $1", dataset));
      assertThat(database.count("intake_window WHERE dataset = $1 AND files > 170", dataset))
          .isZero();
    }
  }

  @Test
  void notificationsComeTwiceAndInAnyOrder() {
    try (UploadSide uploads = new UploadSide(path -> true, true)) {
      // Given
      set(Map.of("quiet", "PT1.5S"), Map.of("exclude", List.of("*.tmp")));

      // When
      Record removed =
          record(
              Map.of(),
              s3Json("ObjectRemoved:Delete", "a%2Bb+c.jpg", 1).getBytes(StandardCharsets.UTF_8));
      send(
          0,
          List.of(
              removed,
              s3Key("a%2Bb+c.jpg"),
              s3Key("x.tmp"),
              s3Key("a%2Bb+c.jpg"),
              record(
                  Map.of(),
                  ("{\"EventName\": \"s3:ObjectCreated:Put\", \"Key\": \""
                          + bucket
                          + "/a+b c.jpg\"}")
                      .getBytes(StandardCharsets.UTF_8)),
              s3Key("folder/"),
              record(Map.of(), null)));

      // Then
      IntakeWindow window = awaitDone(1).before().get(0);
      assertThat(window.files()).isEqualTo(1);
      assertThat(uploads.of(window.version())).containsExactly("a+b c.jpg");
    }
  }

  @Test
  void whatCannotBeReadIsAnsweredAndHoldsNothingUp() {
    try (UploadSide uploads = new UploadSide(path -> true, true)) {
      // Given
      String type = fresh("typed");
      set(Map.of("files", 1), Map.of("type", type));

      // When
      send(
          0,
          List.of(
              record(Map.of(), new byte[] {1, 2, 3}),
              record(
                  Map.of(),
                  ("{\"hint\": \"" + type + "\\u0000\"}").getBytes(StandardCharsets.UTF_8)),
              record(Map.of("ce_id", "1"), "{}".getBytes(StandardCharsets.UTF_8)),
              event(type, "x", Map.of("url", "s3://" + bucket + "/" + type)),
              event(type, "x", Map.of("uri", "ftp://" + type)),
              event("other", "x", Map.of("whatever", 1)),
              event(type, "x", Map.of("content", "ü", "path", "n.txt"))));

      // Then
      assertThat(uploads.of(awaitDone(1).before().get(0).version())).containsExactly("n.txt");
      List<IngestFailed> told =
          TestTopics.all(Topic.INGEST_RESULTS).stream()
              .filter(
                  record -> TestTopics.header(record, "ce_type").equals(EventType.INGEST_FAILED))
              .map(record -> TestTopics.body(record, IngestFailed.class))
              .filter(failed -> failed.ingest() == null && "invalid-request".equals(failed.code()))
              .toList();
      assertThat(told).extracting(IngestFailed::detail).anyMatch(text -> text.contains("no JSON"));
      assertThat(told).extracting(IngestFailed::detail).anyMatch(text -> text.contains("U+0000"));
      assertThat(told).extracting(IngestFailed::detail).anyMatch(text -> text.contains("ce_type"));
      assertThat(told)
          .extracting(IngestFailed::detail)
          .anyMatch(text -> text.contains("names no file"));
      assertThat(told).extracting(IngestFailed::detail).anyMatch(text -> text.contains("begins"));
      assertThat(TestTopics.all(Topic.deadLetters(Topic.INTAKE))).isEmpty();
      assertThat(get("/q/metrics").asString()).contains("lamella_intake_unmatched_total");
    }
  }

  @Test
  void webhooksBringEveryFormOfEvent() {
    try (UploadSide uploads = new UploadSide(path -> true, true)) {
      // Given
      set(Map.of("quiet", "PT2S"), Map.of("type", "*", "from", "s3://" + bucket + "/"));
      Map<String, Object> structured =
          Map.of(
              "specversion",
              "1.0",
              "id",
              "1",
              "source",
              "/s",
              "type",
              "t",
              "data",
              Map.of("uri", uri("structured")));

      // When
      hook(
          "application/json",
          Map.of("ce-id", "1", "ce-type", "t", "ce-source", "/s", "ce-specversion", "1.0"),
          Map.of("uri", uri("binary")));
      hook("application/cloudevents+json", Map.of(), structured);
      IntakeAccepted batch =
          as(
              raw(
                  "application/cloudevents-batch+json",
                  Map.of(),
                  json(
                      List.of(
                          replace(structured, uri("batched")),
                          replace(structured, uri("second"))))),
              202,
              IntakeAccepted.class);
      assertThat(batch.records()).isEqualTo(2);
      raw("application/json", Map.of(), s3Json("ObjectCreated:Put", "minio", 1))
          .then()
          .statusCode(202);

      // Then
      assertThat(uploads.of(awaitDone(1).before().get(0).version()))
          .containsExactlyInAnyOrder("binary", "structured", "batched", "second", "minio");
      assertThat(problem(raw("application/json", Map.of(), "nothing"), 400))
          .isEqualTo("invalid-request");
      assertThat(problem(raw("application/json", Map.of(), "{\"x\": 1}"), 400))
          .isEqualTo("invalid-request");
    }
  }

  @Test
  void sendersOfWebhooksMakeSureThatTheyMaySend() {
    raw(
            "application/json",
            Map.of("aeg-event-type", "SubscriptionValidation"),
            "[{\"id\": \"1\", \"eventType\": \"Microsoft.EventGrid.SubscriptionValidationEvent\","
                + " \"subject\": \"\", \"data\": {\"validationCode\": \"word-1\"}}]")
        .then()
        .statusCode(200)
        .body("validationResponse", equalTo("word-1"));
    given()
        .header("WebHook-Request-Origin", "eventgrid.azure.net")
        .options("/v1/intake")
        .then()
        .statusCode(204)
        .header("WebHook-Allowed-Origin", "eventgrid.azure.net")
        .header("WebHook-Allowed-Rate", "*");
  }

  @Test
  void aVersionThatSomebodyAbortsFailsItsWindowAndTheNextGoesOnFromTheNewestFinal() {
    try (UploadSide uploads = new UploadSide(path -> true, true)) {
      set(Map.of("files", 2), Map.of());
      send(0, List.of(s3("a", 1)));
      awaitView(view -> view.open() != null && uploads.of(view.open().version()).size() == 1);
      UUID aborted = view().open().version();

      post("/v1/versions/" + aborted + "/abort").then().statusCode(200);
      awaitView(view -> view.open() == null);
      send(0, List.of(s3("b", 1), s3("c", 1)));

      IntakeView view = awaitDone(1);
      assertThat(view.before().get(1).state()).isEqualTo("failed");
      assertThat(view.before().get(1).detail()).contains("aborted");
      assertThat(parents(view.before().get(0))).containsExactly(base.id());
      assertThat(uploads.of(view.before().get(0).version())).containsExactly("b", "c");
    }
  }

  @Test
  void whatIsNotInAVersionThatSomebodyFinalizesIsInTheNext() {
    try (UploadSide uploads = new UploadSide(path -> true, true)) {
      set(Map.of("files", 2), Map.of());
      send(0, List.of(s3("a", 1)));
      awaitView(view -> view.open() != null && uploads.of(view.open().version()).size() == 1);
      UUID first = view().open().version();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> database.count("ingest WHERE version = $1 AND state = 'done'", first) == 1);

      post("/v1/versions/" + first + "/finalize").then().statusCode(202);
      awaitDone(1);
      send(0, List.of(s3("b", 1), s3("c", 1)));

      IntakeView view = awaitDone(2);
      assertThat(view.before().get(1).closedBy()).isEqualTo("version");
      assertThat(uploads.of(first)).containsExactly("a");
      assertThat(parents(view.before().get(0))).containsExactly(first);
    }
  }

  @Test
  void whatIsMissingIsLeftOutOrFailsTheVersion() {
    try (UploadSide uploads = new UploadSide(path -> !path.startsWith("gone"), true)) {
      set(Map.of("files", 2), Map.of());
      send(0, List.of(s3("gone1", 1), s3("a", 1)));
      assertThat(awaitDone(1).before().get(0).state()).isEqualTo("done");

      send(0, List.of(s3("gone2", 1), s3("gone3", 1)));
      awaitView(view -> view.before().size() == 2 && view.before().get(0).state().equals("empty"));
      assertThat(read(view().before().get(0).version()).state()).isEqualTo(VersionState.ABORTED);

      set(Map.of("files", 2), Map.of("onError", "fail"));
      send(0, List.of(s3("gone4", 1), s3("b", 1)));
      awaitView(view -> view.before().size() == 3 && view.before().get(0).state().equals("failed"));
      IntakeWindow failed = view().before().get(0);
      assertThat(failed.detail()).contains("gone4: no such object");
      assertThat(read(failed.version()).state()).isEqualTo(VersionState.FAILED);
    }
  }

  @Test
  void aRuleThatIsTakenAwayFinishesWhatHasCome() {
    try (UploadSide uploads = new UploadSide(path -> true, true)) {
      set(Map.of("files", 100), Map.of());
      send(0, List.of(s3("a", 1)));
      awaitView(view -> view.open() != null);
      UUID version = view().open().version();

      given().delete(address("")).then().statusCode(204);

      assertThat(problem(get(address("")), 404)).isEqualTo("not-found");
      Catalogue.await(version, VersionState.FINAL);
      assertThat(uploads.of(version)).containsExactly("a");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> database.count("intake_rule WHERE dataset = $1", dataset) == 0);
      given().delete(address("")).then().statusCode(204);
    }
  }

  @Test
  void aDatasetCanHaveARuleBeforeItsFirstVersion() {
    try (UploadSide uploads = new UploadSide(path -> true, true)) {
      Map<String, String> wish = Map.of("project", PROJECT + "/new", "name", fresh("empty"));
      DatasetView made = as(post("/v1/datasets", wish), 200, DatasetView.class);
      assertThat(as(post("/v1/datasets", wish), 200, DatasetView.class).id()).isEqualTo(made.id());
      assertThat(made.versions()).isZero();
      set(made.id(), Map.of("files", 1), Map.of());

      send(0, List.of(s3("a", 1)));

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> view(made.id()).before().stream().anyMatch(w -> w.state().equals("done")));
      IntakeWindow window = view(made.id()).before().get(0);
      assertThat(parents(window)).isEmpty();
      assertThat(uploads.of(window.version())).containsExactly("a");
      assertThat(problem(post("/v1/datasets", Map.of("project", "p")), 400))
          .isEqualTo("invalid-request");
    }
  }

  @Test
  void aVersionThatIsNeverFullIsClosedBeforeItsDraftIsIdle() {
    try (UploadSide uploads = new UploadSide(path -> true, true)) {
      set(Map.of("files", 100), Map.of());
      send(0, List.of(s3("a", 1)));
      awaitView(view -> view.open() != null);

      database.run(
          "UPDATE intake_window SET last_at = now() - interval '73 hours' WHERE dataset = $1",
          dataset);

      IntakeWindow window = awaitDone(1).before().get(0);
      assertThat(window.closedBy()).isEqualTo("quiet");
      assertThat(uploads.of(window.version())).containsExactly("a");
    }
  }

  @Test
  void whatComesWaitsWhileTheDatasetIsArchived() {
    try (UploadSide uploads = new UploadSide(path -> true, true)) {
      set(Map.of("files", 1), Map.of());
      post("/v1/datasets/" + dataset + "/archive").then().statusCode(200);
      send(0, List.of(s3("a", 1)));
      awaitView(
          view ->
              view.before().size() == 1
                  && String.valueOf(view.before().get(0).detail()).contains("archived"));

      post("/v1/datasets/" + dataset + "/unarchive").then().statusCode(200);

      assertThat(uploads.of(awaitDone(1).before().get(0).version())).containsExactly("a");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | JSON object",
        "{\"close\": {\"files\": 1}} | say what the rule takes",
        "{\"from\": \"s3://b/\"} | close:",
        "{\"from\": \"s3://b/\", \"close\": {}} | close: say",
        "{\"from\": \"s3://b/\", \"close\": {\"files\": 0}} | close.files",
        "{\"from\": \"s3://b/\", \"close\": {\"bytes\": \"x\"}} | close.bytes",
        "{\"from\": \"s3://b/\", \"close\": {\"quiet\": \"30s\"}} | close.quiet",
        "{\"from\": \"s3://b/\", \"close\": {\"quiet\": \"PT0.1S\"}} | close.quiet",
        "{\"from\": \"s3://b/\", \"close\": {\"file\": 1}} | close.file: there is no such field",
        "{\"from\": \"b/\", \"close\": {\"files\": 1}} | from:",
        "{\"from\": \"s3://b/%zz\", \"close\": {\"files\": 1}} | %25",
        "{\"type\": \"\", \"close\": {\"files\": 1}} | type:",
        "{\"type\": \"t\", \"path\": \"../x\", \"close\": {\"files\": 1}} | path:",
        "{\"type\": \"t\", \"onError\": \"x\", \"close\": {\"files\": 1}} | onError is",
        "{\"type\": \"t\", \"publish\": 1, \"close\": {\"files\": 1}} | publish:",
        "{\"types\": \"t\", \"close\": {\"files\": 1}} | types: there is no such field"
      })
  void whatIsWrongWithARuleIsNamed(String rule, String named) {
    Response answer = given().contentType(ContentType.JSON).body(rule).put(address(""));

    assertThat(problem(answer, 400)).isEqualTo("invalid-request");
    assertThat(answer.jsonPath().getString("detail")).contains(named);
  }

  private record Record(Map<String, String> headers, byte @Nullable [] value) {}

  private void set(Map<String, Object> close, Map<String, Object> more) {
    set(dataset, close, more);
  }

  private void set(UUID of, Map<String, Object> close, Map<String, Object> more) {
    Map<String, Object> rule = new HashMap<>(Map.of("close", close));
    if (!more.containsKey("type")) {
      rule.put("from", "s3://" + bucket + "/");
    }
    rule.putAll(more);
    given()
        .contentType(ContentType.JSON)
        .body(json(rule))
        .put("/v1/datasets/" + of + "/intake")
        .then()
        .statusCode(200);
  }

  private String address(String more) {
    return "/v1/datasets/" + dataset + "/intake" + more;
  }

  private String uri(String key) {
    return "s3://" + bucket + "/" + key;
  }

  private Record s3(String key, long size) {
    return record(
        Map.of(), s3Json("ObjectCreated:Put", key, size).getBytes(StandardCharsets.UTF_8));
  }

  private Record s3Key(String encoded) {
    return s3(encoded, 1);
  }

  private String s3Json(String event, String key, long size) {
    return json(
        Map.of(
            "Records",
            List.of(
                Map.of(
                    "eventName",
                    event,
                    "s3",
                    Map.of(
                        "bucket",
                        Map.of("name", bucket),
                        "object",
                        Map.of("key", key, "size", size))))));
  }

  private static Record event(String type, String subject, @Nullable Object data) {
    return record(
        Map.of(
            "ce_specversion",
            "1.0",
            "ce_id",
            fresh("id"),
            "ce_source",
            "/tests",
            "ce_type",
            type,
            "ce_subject",
            subject),
        data == null ? null : json(data).getBytes(StandardCharsets.UTF_8));
  }

  private static Record record(Map<String, String> headers, byte @Nullable [] value) {
    return new Record(headers, value);
  }

  private static void send(int partition, List<Record> records) {
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", RealServices.kafka().bootstrapServers(), "linger.ms", 20),
            new StringSerializer(),
            new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (Record record : records) {
        ProducerRecord<String, byte[]> raw =
            new ProducerRecord<>(Topic.INTAKE, partition, (String) null, record.value());
        record
            .headers()
            .forEach((key, text) -> raw.headers().add(key, text.getBytes(StandardCharsets.UTF_8)));
        sent.add(producer.send(raw));
      }
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private void file(int partition, List<ConsumerRecord<String, byte[]>> records) throws Throwable {
    VertxContextSupport.subscribeAndAwait(() -> intake.file(partition, records));
  }

  private static void hook(String media, Map<String, String> headers, Object body) {
    raw(media, headers, json(body)).then().statusCode(202);
  }

  private static Response raw(String media, Map<String, String> headers, String body) {
    return given()
        .headers(headers)
        .header("Content-Type", media)
        .body(body.getBytes(StandardCharsets.UTF_8))
        .post("/v1/intake");
  }

  private static Map<String, Object> replace(Map<String, Object> event, String uri) {
    Map<String, Object> other = new HashMap<>(event);
    other.put("data", Map.of("uri", uri));
    return other;
  }

  private IntakeView view() {
    return view(dataset);
  }

  private static IntakeView view(UUID dataset) {
    return as(get("/v1/datasets/" + dataset + "/intake"), 200, IntakeView.class);
  }

  private void awaitView(Predicate<IntakeView> fits) {
    await().atMost(Duration.ofSeconds(30)).until(() -> fits.test(view()));
  }

  private IntakeView awaitDone(int windows) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            this::view,
            view ->
                view.before().stream().filter(w -> w.state().equals("done")).count() == windows);
  }

  private static List<UUID> parents(IntakeWindow window) {
    return read(window.version()).parents().stream().map(parent -> parent.id()).toList();
  }

  private long total() {
    return Long.parseLong(
        database.text(
            "SELECT coalesce(sum(files), 0)::text FROM intake_window WHERE dataset = $1", dataset));
  }

  /** Versions from the newest down to what was there before. */
  private List<UUID> line() {
    List<UUID> line = new ArrayList<>();
    UUID version =
        UUID.fromString(
            database.text(
                "SELECT version::text FROM intake_window WHERE dataset = $1 ORDER BY seq DESC"
                    + " LIMIT 1",
                dataset));
    while (!version.equals(base.id())) {
      line.add(version);
      version = read(version).parents().get(0).id();
    }
    return line;
  }
}
