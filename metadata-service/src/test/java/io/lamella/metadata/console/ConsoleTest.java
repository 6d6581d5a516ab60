package io.lamella.metadata.console;

import static io.lamella.metadata.Catalogue.as;
import static io.lamella.metadata.Catalogue.await;
import static io.lamella.metadata.Catalogue.child;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.finalizeVersion;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.json;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.say;
import static io.lamella.metadata.Catalogue.seal;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.DraftIdle;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.SealFailed;
import io.lamella.contracts.rest.LogLine;
import io.lamella.contracts.rest.VersionView;
import io.lamella.metadata.Catalogue;
import io.lamella.metadata.Database;
import io.lamella.testkit.Race;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ConsoleTest {
  private static final String PROJECT = "console";
  private static final String CHECK_VIOLATION = "23514";

  @Inject Database database;

  @Test
  void theServiceSaysWhatHappensToAVersion() {
    // Given
    VersionView parent = sealedVersion(PROJECT, fresh("told"));

    // When
    VersionView draft = child(parent.id());
    act(draft, "abort");
    act(draft, "resume");
    act(draft, "resume");
    seal(draft.id());
    act(draft, "publish");

    // Then
    String name = PROJECT + "/" + parent.name();
    List<LogLine> log = log(draft);
    assertThat(log)
        .extracting(LogLine::text)
        .containsExactly(
            "created " + name + "@1.0.1 on " + name + "@1.0.0",
            "aborted",
            "resumed",
            "finalize asked: sealing",
            "final: 3 files, 0 links, 300 bytes, digest " + Catalogue.DIGEST,
            "published");
    assertThat(log).extracting(LogLine::number).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(log).extracting(LogLine::source).containsOnly("service");
    assertThat(log.get(3).by()).isEqualTo("local");
    assertThat(log.get(4).by()).isEqualTo("upload-service");
    assertThat(log.get(5).at()).isAfterOrEqualTo(log.get(4).at());
    assertThat(log(parent).get(0).text()).isEqualTo("created " + name + "@1.0.0 without parents");
  }

  @Test
  void theServiceSaysWhyAVersionFailedOrWasGivenUp() {
    VersionView failed = create(PROJECT, fresh("failed"));
    long epoch = finalizeVersion(failed.id()).epoch();
    say(
        EventType.SEAL_FAILED,
        failed.id(),
        new SealFailed(failed.id(), epoch, "missing-content", "gone:\na.bin"));
    await(failed.id(), VersionState.FAILED);
    VersionView idle = create(PROJECT, fresh("idle"));
    say(EventType.DRAFT_IDLE, idle.id(), new DraftIdle(idle.id(), idle.epoch(), Instant.now()));
    await(idle.id(), VersionState.ABORTED);
    VersionView damaged = create(PROJECT, fresh("damaged"));
    post(
            "/v1/versions/" + damaged.id() + "/fail",
            Map.of("code", "import-damaged", "detail", "2 files are missing"))
        .then()
        .statusCode(200);
    VersionView trashed = create(PROJECT, fresh("trashed"));
    given().delete("/v1/versions/" + trashed.id()).then().statusCode(200);

    assertThat(texts(failed)).endsWith("failed: missing-content: gone:", "a.bin");
    assertThat(texts(damaged)).last().isEqualTo("failed: import-damaged: 2 files are missing");
    assertThat(texts(idle)).last().isEqualTo("aborted: nobody works on it any more");
    assertThat(texts(trashed)).last().isEqualTo("aborted: put into the trash");
  }

  @Test
  void clientsAppendWhileItIsMadeAndAfter() {
    VersionView draft = create(PROJECT, fresh("both"));

    append(draft, Map.of("source", "train.py", "lines", List.of("one\ntwo", "")), null)
        .then()
        .statusCode(204);
    seal(draft.id());
    append(draft, Map.of("lines", List.of("later")), null).then().statusCode(204);

    assertThat(log(draft))
        .filteredOn(line -> !line.source().equals("service"))
        .extracting(line -> line.number() + " " + line.by() + " " + line.source(), LogLine::text)
        .containsExactly(
            tuple("2 local train.py", "one"),
            tuple("3 local train.py", "two"),
            tuple("4 local train.py", ""),
            tuple("7 local client", "later"));
  }

  @Test
  void aRequestThatComesTwiceIsSaidOnce() {
    VersionView draft = create(PROJECT, fresh("key"));
    VersionView other = create(PROJECT, fresh("key"));
    Map<String, Object> lines = Map.of("lines", List.of("a", "b"));

    for (VersionView version : List.of(draft, draft, other)) {
      append(version, lines, "key-1").then().statusCode(204);
    }

    assertThat(texts(draft)).endsWith("a", "b").hasSize(3);
    assertThat(texts(other)).endsWith("a", "b").hasSize(3);
  }

  @Test
  void theNewestLinesAreKept() {
    VersionView draft = create(PROJECT, fresh("many"));
    append(draft, lines(IntStream.range(0, 200)), null).then().statusCode(204);
    append(draft, lines(IntStream.range(200, 307)), null).then().statusCode(204);

    List<LogLine> kept = page(draft, "?limit=1000").items();
    assertThat(kept)
        .extracting(LogLine::number)
        .containsExactlyElementsOf(LongStream.rangeClosed(9, 308).boxed().toList());
    assertThat(kept).first().extracting(LogLine::text).isEqualTo("line 7");
    assertThat(kept).last().extracting(LogLine::text).isEqualTo("line 306");
    assertThat(database.count("console_line WHERE version = $1", draft.id())).isEqualTo(300);
  }

  @Test
  void pagesHoldEachOnceAndMayBeGoneOnWithLater() {
    VersionView draft = create(PROJECT, fresh("pages"));
    append(draft, lines(IntStream.range(0, 4)), null).then().statusCode(204);

    List<Long> found = new ArrayList<>();
    String after = "0";
    while (after != null) {
      Log page = page(draft, "?limit=2&after=" + after);
      page.items().forEach(line -> found.add(line.number()));
      after = page.next();
    }
    append(draft, lines(IntStream.range(4, 5)), null).then().statusCode(204);

    assertThat(found).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(page(draft, "?after=5").items()).extracting(LogLine::text).containsExactly("line 4");
    assertThat(problem(get(address(draft.id()) + "?after=eA"), 400)).isEqualTo("invalid-request");
  }

  @Test
  void whoAppendsAtOnceAppendsOneAfterTheOther() {
    VersionView draft = create(PROJECT, fresh("race"));

    List<Integer> answers =
        Race.between(
            () -> append(draft, lines(IntStream.range(0, 50)), null).statusCode(),
            () -> append(draft, lines(IntStream.range(0, 50)), null).statusCode(),
            () -> append(draft, lines(IntStream.range(0, 50)), null).statusCode(),
            () -> post("/v1/versions/" + draft.id() + "/abort").statusCode());

    assertThat(answers).containsExactly(204, 204, 204, 200);
    assertThat(page(draft, "?limit=1000").items())
        .extracting(LogLine::number)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 152).boxed().toList());
  }

  @Test
  void refusesWhatCannotBeKept() {
    VersionView draft = create(PROJECT, fresh("refused"));
    VersionView trashed = create(PROJECT, fresh("refused"));
    given().delete("/v1/versions/" + trashed.id()).then().statusCode(200);
    Map<String, Object> fine = Map.of("lines", List.of("fine"));

    assertThat(problem(append(draft, Map.of("lines", List.of("é".repeat(4_097))), null), 422))
        .isEqualTo("limit-exceeded");
    assertThat(problem(append(draft, lines(IntStream.range(0, 1_001)), null), 422))
        .isEqualTo("limit-exceeded");
    assertThat(problem(append(draft, Map.of("lines", List.of()), null), 400))
        .isEqualTo("invalid-request");
    assertThat(problem(append(draft, Map.of("lines", List.of("a\0b")), null), 400))
        .isEqualTo("invalid-request");
    assertThat(
            problem(append(draft, Map.of("source", "service", "lines", List.of("x")), null), 400))
        .isEqualTo("invalid-request");
    assertThat(problem(append(trashed, fine, null), 409)).isEqualTo("wrong-state");
    assertThat(problem(post(address(UUID.randomUUID()), fine), 404)).isEqualTo("version-not-found");
    assertThat(log(draft)).hasSize(1);
    assertThat(append(draft, Map.of("lines", List.of("é".repeat(4_096))), null).statusCode())
        .isEqualTo(204);
  }

  @Test
  void nobodyChangesALineAndAllGoWithTheirVersion() {
    VersionView draft = create(PROJECT, fresh("kept"));

    assertThatThrownBy(
            () ->
                database.run("UPDATE console_line SET text = 'no' WHERE version = $1", draft.id()))
        .isInstanceOfSatisfying(
            PgException.class, e -> assertThat(e.getSqlState()).isEqualTo(CHECK_VIOLATION));
    given().delete("/v1/versions/" + draft.id() + "?now=true").then().statusCode(200);

    assertThat(database.count("console_line WHERE version = $1", draft.id())).isZero();
    assertThat(problem(get(address(draft.id())), 404)).isEqualTo("version-not-found");
  }

  /** A page, with the type of its rows. */
  record Log(List<LogLine> items, @Nullable String next) {}

  private static Map<String, Object> lines(IntStream numbers) {
    return Map.of("lines", numbers.mapToObj(i -> "line " + i).toList());
  }

  private static Log page(VersionView version, String query) {
    return as(get(address(version.id()) + query), 200, Log.class);
  }

  private static List<LogLine> log(VersionView version) {
    return page(version, "").items();
  }

  private static List<String> texts(VersionView version) {
    return log(version).stream().map(LogLine::text).toList();
  }

  private static String address(UUID id) {
    return "/v1/versions/" + id + "/log";
  }

  private static void act(VersionView version, String verb) {
    post("/v1/versions/" + version.id() + "/" + verb).then().statusCode(200);
  }

  private static Response append(
      VersionView version, Map<String, Object> body, @Nullable String key) {
    return given()
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", key == null ? UUID.randomUUID().toString() : key)
        .body(json(body))
        .post(address(version.id()));
  }
}
