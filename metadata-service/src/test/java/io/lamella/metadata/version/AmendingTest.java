package io.lamella.metadata.version;

import static io.lamella.metadata.Catalogue.child;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.json;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.seal;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static io.lamella.metadata.Catalogue.toldUntil;
import static io.lamella.metadata.Catalogue.version;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.event.VersionEvent;
import io.lamella.contracts.rest.VersionView;
import io.lamella.testkit.Race;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class AmendingTest {
  private static final String PROJECT = "amending";

  @Test
  void aFinalVersionTakesTextsTagsAndMetadata() {
    VersionView sealed = sealedVersion(PROJECT, fresh("final"));

    VersionView changed =
        version(
            patch(
                sealed,
                Map.of(
                    "description",
                    "d",
                    "message",
                    "m",
                    "addTags",
                    List.of("gold", "eu"),
                    "metadata",
                    Map.of("state", "x"))),
            200);
    VersionView less = version(patch(sealed, Map.of("removeTags", List.of("gold"))), 200);

    assertThat(changed.description()).isEqualTo("d");
    assertThat(changed.message()).isEqualTo("m");
    assertThat(changed.tags()).containsExactly("eu", "gold");
    assertThat(changed.metadata()).isEqualTo(Map.of("state", "x"));
    assertThat(less.tags()).containsExactly("eu");
    assertThat(less.description()).isEqualTo("d");
    VersionEvent told =
        TestTopics.body(
            TestTopics.await(
                Topic.VERSIONS,
                r ->
                    sealed.dataset().toString().equals(r.key())
                        && TestTopics.header(r, "ce_type").equals(EventType.VERSION_TAGGED)),
            VersionEvent.class);
    assertThat(told.tags()).containsExactly("eu", "gold");
  }

  @Test
  void aMovedTagIsOnOneVersionAndToldOfEachThatItTouched() {
    VersionView first = sealedVersion(PROJECT, fresh("moved"));
    VersionView second = seal(child(first.id()).id());
    VersionView third = seal(child(second.id()).id());
    VersionView stranger = sealedVersion(PROJECT, fresh("stranger"));
    for (VersionView bearer : List.of(first, second, stranger)) {
      version(patch(bearer, Map.of("addTags", List.of("prod", "kept"))), 200);
    }
    given().delete("/v1/versions/" + third.id()).then().statusCode(200);
    given().post("/v1/versions/" + third.id() + "/restore").then().statusCode(200);

    VersionView now = version(patch(third, Map.of("moveTags", List.of("prod"))), 200);

    assertThat(now.tags()).containsExactly("prod");
    assertThat(read(first.id()).tags()).containsExactly("kept");
    assertThat(read(second.id()).tags()).containsExactly("kept");
    assertThat(read(stranger.id()).tags()).containsExactly("kept", "prod");
    version(patch(third, Map.of("moveTags", List.of("prod"))), 200);
    given().post("/v1/versions/" + third.id() + "/publish").then().statusCode(200);
    List<String> told = toldUntil(first.dataset(), EventType.VERSION_PUBLISHED);
    assertThat(told.subList(told.lastIndexOf(EventType.VERSION_RESTORED) + 1, told.size()))
        .containsExactly(
            EventType.VERSION_TAGGED,
            EventType.VERSION_TAGGED,
            EventType.VERSION_TAGGED,
            EventType.VERSION_PUBLISHED);
    for (VersionView robbed : List.of(first, second)) {
      TestTopics.await(Topic.VERSIONS, r -> isTagged(r, robbed.id(), List.of("kept")));
    }
  }

  private static boolean isTagged(
      ConsumerRecord<String, byte[]> event, UUID version, List<String> tags) {
    if (!TestTopics.header(event, "ce_type").equals(EventType.VERSION_TAGGED)) {
      return false;
    }
    VersionEvent told = TestTopics.body(event, VersionEvent.class);
    return told.version().equals(version) && told.tags().equals(tags);
  }

  @Test
  void keysOfTheMetadataChangeAndTheOthersStayWhoeverChangesThemAtOnce() {
    VersionView sealed = sealedVersion(PROJECT, fresh("keys"));
    version(patch(sealed, Map.of("metadata", Map.of("kept", 1, "old", 2))), 200);

    List<Integer> answers =
        Race.between(
            () -> patch(sealed, Map.of("setMetadata", Map.of("a", 1))).statusCode(),
            () -> patch(sealed, Map.of("setMetadata", Map.of("b", 2))).statusCode(),
            () -> patch(sealed, Map.of("setMetadata", Map.of("c", List.of(3)))).statusCode(),
            () -> patch(sealed, Map.of("removeMetadata", List.of("old"))).statusCode());

    assertThat(answers).containsOnly(200);
    assertThat(read(sealed.id()).metadata())
        .isEqualTo(Map.of("kept", 1, "a", 1, "b", 2, "c", List.of(3)));
  }

  @Test
  void ofEachVersionOfADatasetThatIsArchivedItIsTold() {
    VersionView first = sealedVersion(PROJECT, fresh("hidden"));
    VersionView second = seal(child(first.id()).id());
    VersionView hidden = seal(child(second.id()).id());
    given().post("/v1/versions/" + hidden.id() + "/archive").then().statusCode(200);
    String dataset = "/v1/datasets/" + first.dataset();

    given().post(dataset + "/archive").then().statusCode(200);
    given().post(dataset + "/archive").then().statusCode(200);
    given().post(dataset + "/unarchive").then().statusCode(200);
    given().post("/v1/versions/" + first.id() + "/publish").then().statusCode(200);

    List<String> told = toldUntil(first.dataset(), EventType.VERSION_PUBLISHED);
    assertThat(told.subList(told.indexOf(EventType.VERSION_ARCHIVED), told.size()))
        .containsExactly(
            EventType.VERSION_ARCHIVED,
            EventType.VERSION_ARCHIVED,
            EventType.VERSION_ARCHIVED,
            EventType.VERSION_UNARCHIVED,
            EventType.VERSION_UNARCHIVED,
            EventType.VERSION_PUBLISHED);
  }

  @Test
  void aTagIsTakenFromTheTrashToo() {
    VersionView first = sealedVersion(PROJECT, fresh("trash"));
    VersionView second = create(PROJECT, first.name());
    version(patch(first, Map.of("addTags", List.of("prod"))), 200);
    given().delete("/v1/versions/" + first.id()).then().statusCode(200);

    version(patch(second, Map.of("moveTags", List.of("prod"))), 200);

    assertThat(read(first.id()).tags()).isEmpty();
  }

  @RepeatedTest(4)
  void aTagThatManyMoveIsOnOne() {
    VersionView first = sealedVersion(PROJECT, fresh("race"));
    VersionView second = create(PROJECT, first.name());
    VersionView third = create(PROJECT, first.name());
    Map<String, Object> move = Map.of("moveTags", List.of("prod"));

    List<Integer> answers =
        Race.between(
            () -> patch(first, move).statusCode(),
            () -> patch(second, move).statusCode(),
            () -> patch(third, move).statusCode(),
            () -> patch(first, move).statusCode());

    assertThat(answers).containsOnly(200);
    assertThat(Stream.of(first, second, third).filter(v -> read(v.id()).tags().contains("prod")))
        .hasSize(1);
  }

  @Test
  void metadataIsKeptAsItWasWritten() {
    VersionView draft = create(PROJECT, fresh("nulls"));

    given()
        .contentType(ContentType.JSON)
        .body("{\"metadata\":{\"labels\":null,\"a\":[null,{\"b\":null}]}}")
        .patch("/v1/versions/" + draft.id())
        .then()
        .statusCode(200);

    Map<String, Object> kept = version(get("/v1/versions/" + draft.id()), 200).metadata();
    assertThat(kept).containsOnlyKeys("labels", "a").containsEntry("labels", null);
    assertThat(json(kept)).contains("[null,{\"b\":null}]");
  }

  @Test
  void tagsOfRacersAreAllKept() {
    VersionView draft = create(PROJECT, fresh("race"));

    CompletableFuture.allOf(
            IntStream.range(0, 8)
                .mapToObj(
                    i ->
                        CompletableFuture.runAsync(
                            () ->
                                patch(draft, Map.of("addTags", List.of("t" + i)))
                                    .then()
                                    .statusCode(200)))
                .toArray(CompletableFuture[]::new))
        .join();

    assertThat(version(get("/v1/versions/" + draft.id()), 200).tags())
        .containsExactly("t0", "t1", "t2", "t3", "t4", "t5", "t6", "t7");
  }

  @Test
  void whatHoldsAlreadyIsNoChange() {
    VersionView draft =
        create(
            PROJECT,
            fresh("same"),
            Map.of("message", "m", "tags", List.of("a"), "metadata", Map.of("k", List.of(1))));
    Map<String, Object> same =
        Map.of("message", "m", "addTags", List.of("a"), "metadata", Map.of("k", List.of(1)));
    String dataset = "/v1/datasets/" + draft.dataset();
    String updated = get(dataset).jsonPath().getString("updated");

    assertThat(version(patch(draft, same), 200))
        .usingRecursiveComparison()
        .ignoringFields("ticket")
        .isEqualTo(draft);
    post(dataset + "/unarchive").then().statusCode(200);
    given()
        .contentType(ContentType.JSON)
        .body(json(Map.of("description", "")))
        .patch(dataset)
        .then()
        .statusCode(200);
    assertThat(get(dataset).jsonPath().getString("updated")).isEqualTo(updated);
    post(dataset + "/archive").then().statusCode(200);
    assertThat(get(dataset).jsonPath().getString("updated")).isNotEqualTo(updated);
  }

  @Test
  void textAboutAnEscapeIsText() {
    VersionView draft = create(PROJECT, fresh("escape"));
    Map<String, Object> metadata = Map.of("how", "write \\u0000");

    assertThat(version(patch(draft, Map.of("metadata", metadata)), 200).metadata())
        .isEqualTo(metadata);
    assertThat(problem(patch(draft, Map.of("metadata", Map.of("a", List.of("\0")))), 400))
        .isEqualTo("invalid-request");
    assertThat(problem(patch(draft, Map.of("metadata", Map.of("a\0", 1))), 400))
        .isEqualTo("invalid-request");
  }

  @Test
  void limitsAreNamed() {
    VersionView draft = create(PROJECT, fresh("limits"));

    Response text = patch(draft, Map.of("description", "x".repeat(65_537)));
    Response tags =
        patch(draft, Map.of("addTags", IntStream.range(0, 101).mapToObj(i -> "t" + i).toList()));
    Response metadata = patch(draft, Map.of("metadata", Map.of("k", "x".repeat(262_144))));
    Response nul = patch(draft, Map.of("metadata", Map.of("k", "a\0b")));
    Response body = patch(draft, Map.of("description", "x".repeat(1 << 20)));

    assertThat(problem(text, 422)).isEqualTo("limit-exceeded");
    assertThat(text.jsonPath().getString("detail")).contains("65536");
    assertThat(problem(tags, 422)).isEqualTo("limit-exceeded");
    assertThat(problem(metadata, 422)).isEqualTo("limit-exceeded");
    assertThat(problem(nul, 400)).isEqualTo("invalid-request");
    assertThat(problem(body, 413)).isEqualTo("too-large");
    assertThat(body.jsonPath().getString("detail")).contains("1048576");
  }

  @Test
  void whatIsNotJsonIsRefused() {
    assertThat(problem(given().contentType(ContentType.JSON).body("{").post("/v1/versions"), 400))
        .isEqualTo("invalid-request");
    assertThat(problem(given().contentType(ContentType.JSON).post("/v1/versions"), 400))
        .isEqualTo("invalid-request");
    assertThat(problem(get("/v1/versions/nonsense"), 404)).isEqualTo("not-found");
  }

  @Test
  void aDatasetTakesDescriptionAndTags() {
    VersionView draft = create(PROJECT, fresh("dataset"));
    String address = "/v1/datasets/" + draft.dataset();

    given()
        .contentType(ContentType.JSON)
        .body(json(Map.of("description", "all of them", "addTags", List.of("b", "a"))))
        .patch(address)
        .then()
        .statusCode(200);

    Map<String, Object> dataset = get(address).jsonPath().getMap("");
    assertThat(dataset)
        .containsEntry("description", "all of them")
        .containsEntry("tags", List.of("a", "b"))
        .containsEntry("versions", 1)
        .containsEntry("project", PROJECT);
    assertThat(
            get("/v1/datasets?project=" + PROJECT + "&tags=a,b&name=" + draft.name())
                .jsonPath()
                .<String>getList("items.id"))
        .containsExactly(draft.dataset().toString());
    assertThat(post(address + "/archive").statusCode()).isEqualTo(200);
    assertThat(
            get("/v1/datasets?project=" + PROJECT + "&name=" + draft.name())
                .jsonPath()
                .<String>getList("items.id"))
        .isEmpty();
  }

  @Test
  void datasetsComeInPages() {
    String project = fresh("pages");
    List.of("c", "a", "b").forEach(name -> create(project, name));

    Map<String, Object> first =
        get("/v1/datasets?limit=2&project=" + project).jsonPath().getMap("");
    Map<String, Object> second =
        get("/v1/datasets?limit=2&project=" + project + "&after=" + first.get("next"))
            .jsonPath()
            .getMap("");

    assertThat(names(first)).containsExactly("a", "b");
    assertThat(names(second)).containsExactly("c");
    assertThat(second.get("next")).isNull();
  }

  @SuppressWarnings("unchecked")
  private static List<Object> names(Map<String, Object> page) {
    return ((List<Map<String, Object>>) page.get("items"))
        .stream().map(item -> item.get("name")).toList();
  }

  private static Response patch(VersionView version, Map<String, Object> change) {
    return given()
        .contentType(ContentType.JSON)
        .body(json(change))
        .patch("/v1/versions/" + version.id());
  }
}
