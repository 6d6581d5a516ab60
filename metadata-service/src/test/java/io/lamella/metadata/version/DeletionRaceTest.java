package io.lamella.metadata.version;

import static io.lamella.metadata.Catalogue.child;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.seal;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static io.lamella.metadata.Catalogue.version;
import static io.lamella.metadata.Catalogue.wish;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.VersionView;
import io.lamella.metadata.Catalogue;
import io.lamella.testkit.Race;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Deletes for good that meet everything else. Whatever comes first, each is answered as if the
 * other had been long ago, and no version is left that builds on one that is gone.
 */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class DeletionRaceTest {
  private static final String PROJECT = "racing/deletes";
  private static final int ROUNDS = 8;

  @RepeatedTest(ROUNDS)
  void aParentAndItsChildrenAreThereOrNeitherIs() {
    VersionView parent = sealedVersion(PROJECT, fresh("parent"));
    Callable<Response> create =
        () -> post("/v1/versions", Map.of("parents", List.of(parent.id().toString())));
    Callable<Response> delete = () -> delete(parent.id(), "");

    List<Response> answers = Race.between(create, delete, create, delete, create);

    List<String> children = outcomes(answers.get(0), answers.get(2), answers.get(4));
    List<String> deletes = outcomes(answers.get(1), answers.get(3));
    if (children.contains("done")) {
      assertThat(children).containsOnly("done");
      assertThat(deletes).containsOnly("has-children");
      assertThat(read(parent.id()).children()).hasSize(3);
    } else {
      assertThat(children).containsOnly("version-not-found");
      assertThat(deletes).containsExactlyInAnyOrder("done", "version-not-found");
      assertThat(get("/v1/versions/" + parent.id()).statusCode()).isEqualTo(404);
    }
  }

  /** Also the one that was made just before, which no look at the line had seen. */
  @RepeatedTest(ROUNDS)
  void aCascadeTakesEveryChild() {
    VersionView parent = sealedVersion(PROJECT, fresh("line"));
    VersionView child = seal(child(parent.id()).id());
    Callable<Response> create =
        () -> post("/v1/versions", Map.of("parents", List.of(child.id().toString())));

    List<Response> answers =
        Race.between(
            create,
            () -> delete(parent.id(), "?cascade=true"),
            create,
            () -> delete(child.id(), "?cascade=true"));

    List<String> outcomes = outcomes(answers.toArray(Response[]::new));
    assertThat(outcomes).isSubsetOf("done", "version-not-found");
    assertThat(outcomes.get(1)).isEqualTo("done");
    for (UUID gone : List.of(parent.id(), child.id())) {
      assertThat(get("/v1/versions/" + gone).statusCode()).isEqualTo(404);
    }
    for (Response made : List.of(answers.get(0), answers.get(2))) {
      if (made.statusCode() == 201) {
        assertThat(get("/v1/versions/" + version(made, 201).id()).statusCode()).isEqualTo(404);
      }
    }
  }

  /** Every turn of a version finds it, in its state, or finds it gone. */
  @RepeatedTest(ROUNDS)
  void whatHappensToAVersionThatIsDeletedFindsItOrDoesNot() {
    VersionView draft = create(PROJECT, fresh("draft"));
    VersionView sealed = sealedVersion(PROJECT, fresh("sealed"));
    List<Callable<Response>> racers = new ArrayList<>();
    for (String turn : List.of("finalize", "abort", "resume", "archive")) {
      racers.add(() -> post("/v1/versions/" + draft.id() + "/" + turn));
    }
    racers.add(() -> post("/v1/versions/" + sealed.id() + "/publish"));
    racers.add(() -> Catalogue.tag(sealed.id(), "tagged"));
    racers.add(() -> get("/v1/versions/" + sealed.id()));
    racers.add(() -> delete(draft.id(), ""));
    racers.add(() -> delete(sealed.id(), ""));

    List<String> answers = outcomes(Race.between(racers).toArray(Response[]::new));

    assertThat(answers)
        .isSubsetOf("done", "wrong-state", "sealing", "version-not-found", "operation-not-found");
    assertThat(answers.get(7)).isEqualTo("done");
    assertThat(get("/v1/versions/" + draft.id()).statusCode()).isEqualTo(404);
    boolean stayed = get("/v1/versions/" + sealed.id()).statusCode() == 200;
    assertThat(answers.get(8)).isEqualTo(stayed ? "wrong-state" : "done");
  }

  @RepeatedTest(ROUNDS)
  void aVersionOfADatasetThatIsDeletedGoesWithItOrBeginsItAnew() {
    String name = fresh("whole");
    VersionView first = create(PROJECT, name);
    Callable<Response> create = () -> post("/v1/versions", wish(PROJECT, name));
    Callable<Response> delete =
        () -> given().delete("/v1/datasets/" + first.dataset() + "?now=true&force=true");

    List<Response> answers =
        Race.between(create, delete, create, delete, create, () -> found(name));

    // A version that went with the dataset before it could be shown was made all the same.
    assertThat(outcomes(answers.get(0), answers.get(2), answers.get(4)))
        .isSubsetOf("done", "version-not-found");
    assertThat(outcomes(answers.get(1), answers.get(3)))
        .containsExactlyInAnyOrder("done", "dataset-not-found");
    assertThat(answers.get(5).statusCode()).isEqualTo(200);
    assertThat(get("/v1/datasets/" + first.dataset()).statusCode()).isEqualTo(404);
    List<UUID> datasets =
        found(name).jsonPath().<String>getList("items.dataset").stream()
            .map(UUID::fromString)
            .toList();
    assertThat(datasets).doesNotContain(first.dataset());
    assertThat(datasets.stream().distinct().count()).isLessThanOrEqualTo(1);
  }

  /** What is found is whole; what has gone meanwhile is left out. */
  @RepeatedTest(ROUNDS)
  void whatIsLookedForWhileItGoesIsFoundOrIsNot() {
    String name = fresh("search");
    VersionView first = sealedVersion(PROJECT, name);
    VersionView second = seal(child(first.id()).id());
    String dataset = PROJECT + "/" + name;

    List<Response> answers =
        Race.between(
            () -> delete(second.id(), ""),
            () -> found(name),
            () -> get("/v1/resolve?ref=" + dataset),
            () -> get("/v1/resolve?project=" + PROJECT + "&name=" + name),
            () -> get("/v1/datasets/" + first.dataset()),
            () -> get("/v1/versions/" + first.id() + "/lineage"),
            () -> get("/v1/versions/" + first.id()));

    assertThat(answers.get(0).statusCode()).isEqualTo(200);
    assertThat(answers.get(1).jsonPath().<String>getList("items.id"))
        .contains(first.id().toString());
    // Whoever resolved it to the one that went learns that it is gone.
    assertThat(outcomes(answers.get(2), answers.get(3))).isSubsetOf("done", "version-not-found");
    assertThat(outcomes(answers.get(4), answers.get(5), answers.get(6))).containsOnly("done");
    assertThat(version(get("/v1/resolve?ref=" + dataset), 200).id()).isEqualTo(first.id());
  }

  /** Also when all that one page would have shown has gone before it was read. */
  @RepeatedTest(ROUNDS)
  void aWalkThroughPagesComesToTheEndThoughWhatIsOnThemGoes() {
    String name = fresh("pages");
    VersionView oldest = create(PROJECT, name);
    VersionView parent = seal(create(PROJECT, name).id());
    for (int i = 0; i < 8; i++) {
      child(parent.id());
    }

    List<List<String>> answers =
        Race.between(
            () -> walk(name),
            () -> outcomes(delete(parent.id(), "?cascade=true")),
            () -> walk(name));

    assertThat(answers.get(1)).containsExactly("done");
    assertThat(answers.get(0)).doesNotHaveDuplicates().endsWith(oldest.id().toString());
    assertThat(answers.get(2)).doesNotHaveDuplicates().endsWith(oldest.id().toString());
  }

  /** Ids of the versions of a dataset, the newest first, each from a page of its own. */
  private static List<String> walk(String name) {
    List<String> ids = new ArrayList<>();
    String next = "";
    while (next != null) {
      Response page =
          get(
              "/v1/versions?unfinished=true&limit=1&project="
                  + PROJECT
                  + "&name="
                  + name
                  + (next.isEmpty() ? "" : "&after=" + next));
      assertThat(page.statusCode()).isEqualTo(200);
      ids.addAll(page.jsonPath().getList("items.id"));
      next = page.jsonPath().getString("next");
    }
    return ids;
  }

  private static Response found(String name) {
    return get("/v1/versions?unfinished=true&project=" + PROJECT + "&name=" + name);
  }

  private static Response delete(UUID id, String query) {
    return given().delete("/v1/versions/" + id + "?now=true" + query.replace('?', '&'));
  }

  /** The code of each answer's problem; {@code done} for those that have none. */
  private static List<String> outcomes(Response... answers) {
    List<String> outcomes = new ArrayList<>();
    for (Response answer : answers) {
      outcomes.add(answer.statusCode() < 300 ? "done" : answer.jsonPath().getString("code"));
    }
    return outcomes;
  }
}
