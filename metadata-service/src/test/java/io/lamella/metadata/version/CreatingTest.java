package io.lamella.metadata.version;

import static io.lamella.metadata.Catalogue.child;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.json;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static io.lamella.metadata.Catalogue.version;
import static io.lamella.metadata.Catalogue.wish;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.VersionLink;
import io.lamella.contracts.rest.VersionView;
import io.lamella.metadata.Database;
import io.lamella.testkit.Race;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class CreatingTest {
  private static final String PROJECT = "creating/deep/down";
  private static final int RACERS = 24;

  @Inject Database database;

  @Test
  void racersGetANumberEach() {
    String name = fresh("race");

    List<VersionView> made = Race.of(RACERS, () -> create(PROJECT, name));

    assertThat(made)
        .extracting(VersionView::number)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, RACERS).mapToObj(i -> "1.0." + i).toList());
    assertThat(made).extracting(VersionView::dataset).containsOnly(made.get(0).dataset());
  }

  @RepeatedTest(3)
  void aNumberThatSeveralChooseAtOnceGoesToOneOfThem() {
    String name = fresh("chosen");
    Map<String, Object> wish = wish(PROJECT, name);
    wish.put("number", "2.0");

    List<Response> answers = Race.of(8, () -> post("/v1/versions", wish));

    assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() != 201)
        .allSatisfy(answer -> assertThat(problem(answer, 409)).isEqualTo("number-taken"));
    assertThat(create(PROJECT, name).number()).isEqualTo("2.1");
  }

  @Test
  void aKeyMakesOneVersionHoweverOftenItIsSent() {
    Map<String, Object> wish = wish(PROJECT, fresh("key"));
    String key = UUID.randomUUID().toString();

    List<VersionView> made = Race.of(8, () -> version(keyed(wish, key), 201));

    assertThat(made).extracting(VersionView::id).containsOnly(made.get(0).id());
    assertThat(version(keyed(wish, key), 201).id()).isEqualTo(made.get(0).id());
  }

  @Test
  void aKeyIsForOneRequestOnly() {
    String key = UUID.randomUUID().toString();
    keyed(wish(PROJECT, fresh("key")), key).then().statusCode(201);

    Response other = keyed(wish(PROJECT, fresh("other")), key);

    assertThat(problem(other, 409)).isEqualTo("idempotency-mismatch");
  }

  @Test
  void missingProjectsAreMadeFromTheTop() {
    String top = fresh("top");
    create(top + "/middle/low", "d");

    List<String> paths = get("/v1/projects?limit=1000").jsonPath().getList("items.path");

    assertThat(paths).contains(top, top + "/middle", top + "/middle/low");
    assertThat(paths).isSorted();
  }

  @Test
  void aNumberCanBeChosenOnce() {
    String name = fresh("chosen");
    VersionView chosen = create(PROJECT, name, Map.of("number", "2.0rc1"));
    assertThat(chosen.number()).isEqualTo("2.0rc1");

    Map<String, Object> same = wish(PROJECT, name);
    same.put("number", "2.0.0c1");

    assertThat(problem(post("/v1/versions", same), 409)).isEqualTo("number-taken");
    assertThat(create(PROJECT, name).number()).isEqualTo("2.0rc2");
  }

  @Test
  void aNumberOfAnotherFormIsTakenAndCountsForNothing() {
    String name = fresh("other");
    assertThat(create(PROJECT, name, Map.of("number", "nightly-7")).number())
        .isEqualTo("nightly-7");

    assertThat(create(PROJECT, name).number()).isEqualTo("1.0.0");
    Map<String, Object> same = wish(PROJECT, name);
    same.put("number", "nightly-7");
    assertThat(problem(post("/v1/versions", same), 409)).isEqualTo("number-taken");
  }

  @Test
  void theNumberOfADeletedVersionIsNotGivenAgain() {
    String name = fresh("gone");
    create(PROJECT, name);
    VersionView second = create(PROJECT, name);
    given().delete("/v1/versions/" + second.id() + "?now=true").then().statusCode(200);

    assertThat(create(PROJECT, name).number()).isEqualTo("1.0.2");
  }

  @Test
  void aChildStandsInItsParentsDatasetUnlessItSaysOtherwise() {
    VersionView parent = sealedVersion(PROJECT, fresh("parent"));

    VersionView same = child(parent.id());
    VersionView elsewhere =
        create(PROJECT, fresh("elsewhere"), Map.of("parents", List.of(parent.id())));
    Map<String, Object> relative = wish(PROJECT, parent.name());
    relative.put("parents", List.of("@latest"));

    assertThat(same.dataset()).isEqualTo(parent.dataset());
    assertThat(same.parents()).extracting(VersionLink::id).containsExactly(parent.id());
    assertThat(elsewhere.dataset()).isNotEqualTo(parent.dataset());
    assertThat(version(post("/v1/versions", relative), 201).parents())
        .extracting(VersionLink::id)
        .containsExactly(parent.id());
  }

  @Test
  void parentsAreFinalAndThere() {
    VersionView draft = create(PROJECT, fresh("draft"));

    assertThat(problem(withParents(draft.id().toString()), 409)).isEqualTo("parent-not-final");
    assertThat(problem(withParents(UUID.randomUUID().toString()), 404))
        .isEqualTo("version-not-found");
    assertThat(problem(withParents(PROJECT + "/" + draft.name()), 404))
        .isEqualTo("version-not-found");
    assertThat(problem(withParents("no/such/dataset"), 404)).isEqualTo("dataset-not-found");
    String[] many = Stream.generate(() -> "p/d").limit(33).toArray(String[]::new);
    assertThat(problem(withParents(many), 422)).isEqualTo("limit-exceeded");
  }

  @Test
  void withoutNameAndParentItIsRefused() {
    assertThat(problem(post("/v1/versions", Map.of("project", "p")), 400))
        .isEqualTo("invalid-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a//b", "/a", "a/", "a/../b", "a@b", "a\nb", " a", "a/b ", "a,b"})
  void projectsOfAnotherFormAreRefused(String project) {
    assertThat(problem(post("/v1/versions", wish(project, "d")), 400)).isEqualTo("invalid-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "published", "", "a,b", "a@b"})
  void tagsOfAnotherFormAreRefused(String tag) {
    Map<String, Object> wish = wish(PROJECT, "d");
    wish.put("tags", List.of(tag));
    assertThat(problem(post("/v1/versions", wish), 400)).isEqualTo("invalid-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 0", "latest", "published", "1@2", "a/b"})
  void numbersThatCannotBeNamedAreRefused(String number) {
    Map<String, Object> wish = wish(PROJECT, "d");
    wish.put("number", number);
    assertThat(problem(post("/v1/versions", wish), 422)).isEqualTo("invalid-number");
  }

  @Test
  void onlyStoresOfTheServerCanBeNamed() {
    Map<String, Object> wish = wish(PROJECT, "d");
    wish.put("storage", "file:///etc");
    assertThat(problem(post("/v1/versions", wish), 400)).isEqualTo("invalid-request");
  }

  @Test
  void theProfileIsFixedWithTheDataset() {
    String name = fresh("profile");
    assertThat(create(PROJECT, name, Map.of("profile", "fine")).profile()).isEqualTo("fine");
    assertThat(create(PROJECT, name).profile()).isEqualTo("fine");

    Map<String, Object> other = wish(PROJECT, name);
    other.put("profile", "coarse");

    assertThat(problem(post("/v1/versions", other), 400)).isEqualTo("invalid-request");
  }

  @Test
  void whatIsGivenIsKeptAndTold() {
    VersionView made =
        create(
            PROJECT,
            fresh("kept"),
            Map.of(
                "tags", List.of("b", "a", "b"),
                "description", "what it is",
                "message", "why",
                "metadata", Map.of("data", Map.of("n", 1), "état", List.of("x")),
                "producedBy", Map.of("host", "h")));

    assertThat(made.tags()).containsExactly("a", "b");
    assertThat(made.description()).isEqualTo("what it is");
    assertThat(made.message()).isEqualTo("why");
    assertThat(made.metadata()).isEqualTo(Map.of("data", Map.of("n", 1), "état", List.of("x")));
    assertThat(made.producedBy()).isEqualTo(Map.of("host", "h"));
    assertThat(made.createdBy()).isEqualTo("local");
    TestTopics.await(
        Topic.VERSIONS,
        r ->
            made.dataset().toString().equals(r.key())
                && TestTopics.header(r, "ce_type").equals(EventType.VERSION_CREATED));
  }

  @Test
  void aParentThatIsDeletedMeanwhileIsNotFound() {
    VersionView parent = sealedVersion(PROJECT, fresh("race"));

    Response refused =
        database.whileOpen(
            "DELETE FROM version WHERE id = $1",
            parent.id(),
            () -> withParents(parent.id().toString()));

    assertThat(problem(refused, 404)).isEqualTo("version-not-found");
  }

  @Test
  void aNumberThatNoneCanFollowStopsNobody() {
    String name = fresh("long");
    create(PROJECT, name, Map.of("number", "1.0+" + "a".repeat(124)));

    assertThat(problem(post("/v1/versions", wish(PROJECT, name)), 422)).isEqualTo("invalid-number");
    assertThat(create(PROJECT, name, Map.of("number", "2.0")).number()).isEqualTo("2.0");
    assertThat(create(PROJECT, name).number()).isEqualTo("2.1");
    Map<String, Object> longer = wish(PROJECT, name);
    longer.put("number", "3-1+" + "a".repeat(124));
    assertThat(problem(post("/v1/versions", longer), 422)).isEqualTo("invalid-number");
  }

  private static Response withParents(String... parents) {
    Map<String, Object> wish = wish(PROJECT, fresh("child"));
    wish.put("parents", List.of(parents));
    return post("/v1/versions", wish);
  }

  private static Response keyed(Map<String, Object> wish, String key) {
    return given()
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", key)
        .body(json(wish))
        .post("/v1/versions");
  }
}
