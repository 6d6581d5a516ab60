package io.lamella.metadata.journal;

import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.finalizeVersion;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.say;
import static io.lamella.metadata.Catalogue.seal;
import static io.lamella.metadata.Catalogue.tag;
import static io.lamella.metadata.Catalogue.version;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.SealFailed;
import io.lamella.contracts.rest.EventView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.metadata.Catalogue;
import io.lamella.metadata.Database;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events over HTTP. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ListeningTest {
  private static final String PROJECT = "listening";

  /** 8,000 events of some 2.5 KB. */
  private static final String MANY =
      """
      INSERT INTO journal (event_id, type, subject, time, data)
      SELECT gen_random_uuid(), 'io.lamella.version.created.v1', ($1::uuid)::text, now(),
        jsonb_build_object('version', gen_random_uuid(), 'dataset', $1::uuid, 'project', 'many',
          'name', 'd', 'number', '1.0.0', 'state', 'UPLOADING', 'epoch', 1, 'tags', '[]'::jsonb,
          'by', repeat('x', 2000), 'at', '2026-11-27T08:00:00Z')
      FROM generate_series(1, 8000)
      """;

  private static final String AGE =
      "UPDATE journal SET time = time - interval '8 days' WHERE subject = ($1::uuid)::text";

  @TestHTTPResource("/v1/events")
  URI events;

  private static final String NOTED = "journal WHERE subject = ($1::uuid)::text";

  @Inject Database database;
  @Inject Journal journal;

  private Listener listen(String query, @Nullable String last) {
    return new Listener(URI.create(events + query), last);
  }

  @Test
  void allThatHappensToAVersionIsHeardOnceAndInOrder() {
    // Given
    String name = fresh("life");
    try (Listener listener = listen("?dataset=" + PROJECT + "/" + name, null)) {
      // When
      VersionView version = create(PROJECT, name);
      String address = "/v1/versions/" + version.id();
      post(address + "/abort").then().statusCode(200);
      post(address + "/resume").then().statusCode(200);
      long epoch = finalizeVersion(version.id()).epoch();
      say(
          EventType.SEAL_FAILED,
          version.id(),
          new SealFailed(version.id(), epoch, "missing-content", "gone"));
      Catalogue.await(version.id(), VersionState.FAILED);
      post(address + "/resume").then().statusCode(200);
      seal(version.id());
      tag(version.id(), "prod").then().statusCode(200);
      post(address + "/publish").then().statusCode(200);
      post(address + "/archive").then().statusCode(200);
      post(address + "/unarchive").then().statusCode(200);
      given().delete(address + "?force=true").then().statusCode(200);
      post(address + "/restore").then().statusCode(200);
      given().delete(address + "?force=true&now=true").then().statusCode(200);

      // Then
      assertThat(listener.types(name, 13))
          .containsExactly(
              "created",
              "aborted",
              "resumed",
              "failed",
              "resumed",
              "finalized",
              "tagged",
              "published",
              "archived",
              "unarchived",
              "trashed",
              "restored",
              "deleted");
      List<EventView> told = listener.heard().stream().map(Listener::event).toList();
      assertThat(told).allSatisfy(event -> assertThat(event.specversion()).isEqualTo("1.0"));
      assertThat(told.get(5).data())
          .satisfies(
              data -> {
                assertThat(data.version()).isEqualTo(version.id());
                assertThat(data.state()).isEqualTo(VersionState.FINAL);
                assertThat(data.digest()).isEqualTo(Catalogue.DIGEST);
                assertThat(data.files()).isEqualTo(3);
              });
      assertThat(told.get(6).data().tags()).containsExactly("prod");
      assertThat(listener.heard().get(5).data()).doesNotContain("domains").doesNotContain("root");
      assertThat(onTopic(version)).isEqualTo(told.stream().map(e -> e.id().toString()).toList());
    }
  }

  private static List<String> onTopic(VersionView version) {
    return TestTopics.all("lamella.versions").stream()
        .filter(r -> version.dataset().toString().equals(r.key()))
        .map(r -> TestTopics.header(r, "ce_id"))
        .toList();
  }

  @Test
  void whoComesBackHearsWhatHeMissedAndNothingTwice() {
    // Given: one who hears of nothing that he is interested in, but of where he is
    String name = fresh("back");
    String query = "?project=" + PROJECT + "&type=created,aborted";
    String place;
    try (Listener before = listen(query, null)) {
      create("elsewhere", fresh("d"));
      VersionView first = create(PROJECT, name);
      assertThat(before.types(name, 1)).containsExactly("created");
      String seen = before.place();
      tag(first.id(), "t").then().statusCode(200);
      place =
          Awaitility.await()
              .atMost(Duration.ofMinutes(1))
              .until(before::place, now -> !now.equals(seen));
    }
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      VersionView missed = create(PROJECT, name);
      numbers.add(missed.number());
    }

    // When
    try (Listener back = listen(query, place)) {
      post("/v1/versions/" + create(PROJECT, name).id() + "/abort").then().statusCode(200);

      // Then
      assertThat(back.types(name, 5))
          .containsExactly("created", "created", "created", "created", "aborted");
      assertThat(back.heard().stream().map(f -> Listener.event(f).data().number()).limit(3))
          .isEqualTo(numbers);
      assertThat(back.heard())
          .extracting(Listener.Frame::id)
          .doesNotHaveDuplicates()
          .doesNotContain(place);
    }
  }

  @Test
  void thePastIsReadFromItsBeginningOrFromATime() {
    // Given: more than is kept in memory or read at once
    String name = fresh("past");
    Instant begin = create(PROJECT, name).created().minusSeconds(5);
    IntStream.range(0, 40)
        .parallel()
        .forEach(
            i ->
                Catalogue.version(
                    post("/v1/versions", Map.of("project", PROJECT, "name", name)), 201));

    // When
    try (Listener since = listen("?since=" + begin + "&dataset=" + PROJECT + "/" + name, null);
        Listener all = listen("?after=0&dataset=" + PROJECT + "/" + name, null)) {
      // Then
      assertThat(since.types(name, 41)).hasSize(41).containsOnly("created");
      assertThat(all.types(name, 41)).hasSize(41).containsOnly("created");
    }
    try (Listener later =
        listen("?since=" + Instant.now().plusSeconds(3600) + "&project=" + PROJECT, null)) {
      VersionView next = create(PROJECT, name);
      assertThat(later.types(name, 1)).hasSize(1);
      assertThat(later.heard().get(0).data()).contains(next.id().toString());
    }
  }

  @Test
  void whoComesFromAJournalThatIsNotThisOneGoesOnAtItsEnd() {
    try (Listener foreign = listen("?project=" + PROJECT, "999999999999")) {
      assertThat(foreign.heard().get(0).event()).isEqualTo("gap");
      assertThat(Long.parseLong(foreign.place())).isLessThan(999999999999L);
    }
  }

  @Test
  void onlyWhoBearsTheTagsIsHeardOf() {
    String name = fresh("tags");
    try (Listener listener = listen("?project=" + PROJECT + "&tags=gold", null)) {
      VersionView version = create(PROJECT, name);
      tag(version.id(), "silver").then().statusCode(200);
      tag(version.id(), "gold").then().statusCode(200);
      version(post("/v1/versions/" + version.id() + "/abort"), 200);

      assertThat(listener.types(name, 2)).containsExactly("tagged", "aborted");
    }
  }

  @Test
  void whoTakesNothingIsSentAwayAndMayComeBackWhileItIsKept() throws Exception {
    // Given: far more than fits between the two
    UUID dataset = UUID.randomUUID();
    String place;
    try (Listener before = listen("?project=" + PROJECT, null)) {
      place = before.place();
    }
    database.run(MANY, dataset);

    // When
    try (Socket socket = new Socket(events.getHost(), events.getPort())) {
      String request =
          "GET /v1/events?project=many&after=" + place + " HTTP/1.1\r\nHost: localhost\r\n";
      socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.US_ASCII));

      // Then
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () -> {
                try {
                  socket.getOutputStream().write('\n');
                  return false;
                } catch (SocketException e) {
                  return true;
                }
              });
    }
    try (Listener back = listen("?project=many", place)) {
      assertThat(back.types(dataset.toString(), 8_000)).hasSize(8_000);
      assertThat(back.heard()).extracting(Listener.Frame::id).doesNotHaveDuplicates();
    }

    // and who comes when that is forgotten is told so; what is younger is kept
    database.run(AGE, dataset);
    VersionView young = create(PROJECT, fresh("young"));
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> database.count(NOTED, young.dataset()) == 1);
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              journal.forget().await().atMost(Duration.ofMinutes(1));
              assertThat(database.count(NOTED, dataset)).isZero();
            });
    assertThat(database.count(NOTED, young.dataset())).isEqualTo(1);
    try (Listener late = listen("?project=" + PROJECT, place)) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> late.heard().stream().anyMatch(frame -> frame.event().equals("gap")));
      assertThat(late.heard().get(0).data()).contains("\"after\":\"" + place + "\"");
      create(PROJECT, fresh("d"));
      assertThat(late.types("created", 2)).containsExactly("created", "created");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"type=sealed", "after=x", "after=-1", "since=yesterday", "tags=latest"})
  void saysWhatCannotBeAskedFor(String query) {
    assertThat(problem(get("/v1/events?" + query), 400)).isEqualTo("invalid-request");
  }
}
