package io.lamella.metadata.version;

import static io.lamella.metadata.Catalogue.child;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.seal;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static io.lamella.metadata.Catalogue.wish;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.rest.VersionView;
import io.lamella.testkit.Race;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.RepeatedTest;

/**
 * The trash, when everybody wants something of it at once: nothing in use builds on what is in it.
 */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class TrashRaceTest {
  private static final String PROJECT = "racing/trash";
  private static final int ROUNDS = 6;

  @RepeatedTest(ROUNDS)
  void noChildIsMadeOfWhatGoesIntoTheTrash() {
    VersionView parent = sealedVersion(PROJECT, fresh("parent"));
    Callable<Response> create =
        () -> post("/v1/versions", Map.of("parents", List.of(parent.id().toString())));

    List<String> answers =
        outcomes(Race.between(create, () -> delete(parent.id(), ""), create, create));

    boolean away = read(parent.id()).trash() != null;
    assertThat(answers.get(1)).isEqualTo(away ? "done" : "has-children");
    assertThat(List.of(answers.get(0), answers.get(2), answers.get(3)))
        .containsOnly(away ? "wrong-state" : "done");
  }

  @RepeatedTest(ROUNDS)
  void aLineIsInUseFromItsRootOn() {
    VersionView parent = sealedVersion(PROJECT, fresh("line"));
    VersionView child = seal(child(parent.id()).id());
    delete(parent.id(), "?cascade=true").then().statusCode(200);

    List<String> answers =
        outcomes(
            Race.between(
                () -> restore(child.id(), "?cascade=true"),
                () -> delete(parent.id(), "?cascade=true"),
                () -> restore(parent.id(), ""),
                () -> delete(child.id(), ""),
                () -> restore(child.id(), "")));

    assertThat(answers).isSubsetOf("done", "wrong-state", "has-children");
    assertThat(answers.subList(0, 2)).containsOnly("done");
    if (read(child.id()).trash() == null) {
      assertThat(read(parent.id()).trash()).isNull();
    }
  }

  @RepeatedTest(ROUNDS)
  void aDraftInTheTrashIsOpenForNobody() {
    VersionView draft = create(PROJECT, fresh("draft"));

    List<String> answers =
        outcomes(
            Race.between(
                () -> post("/v1/versions/" + draft.id() + "/finalize"),
                () -> delete(draft.id(), ""),
                () -> post("/v1/versions/" + draft.id() + "/abort"),
                () -> post("/v1/versions/" + draft.id() + "/resume")));

    assertThat(answers).isSubsetOf("done", "wrong-state", "sealing");
    assertThat(answers.get(1)).isEqualTo("done");
    assertThat(read(draft.id()).state()).isEqualTo(VersionState.ABORTED);
    assertThat(read(draft.id()).trash()).isNotNull();
  }

  @RepeatedTest(ROUNDS)
  void aDatasetThatGoesAndComesAtOnceIsThereWithWhatIsInUse() {
    String name = fresh("whole");
    VersionView first = create(PROJECT, name);
    String address = "/v1/datasets/" + first.dataset();

    List<Response> answers =
        Race.between(
            () -> post("/v1/versions", wish(PROJECT, name)),
            () -> given().delete(address + "?force=true"),
            () -> restore(first.id(), ""),
            () -> given().delete(address + "?force=true"),
            () -> post(address + "/restore"));

    assertThat(outcomes(answers)).containsOnly("done");
    List<String> inUse =
        given()
            .get("/v1/versions?unfinished=true&project=" + PROJECT + "&name=" + name)
            .jsonPath()
            .getList("items.id");
    List<String> datasets =
        given()
            .get("/v1/datasets?project=" + PROJECT + "&name=" + name)
            .jsonPath()
            .getList("items.id");
    assertThat(datasets).hasSize(inUse.isEmpty() ? 0 : 1);
  }

  private static Response delete(UUID id, String query) {
    return given().delete("/v1/versions/" + id + query);
  }

  private static Response restore(UUID id, String query) {
    return post("/v1/versions/" + id + "/restore" + query);
  }

  private static List<String> outcomes(List<Response> answers) {
    return answers.stream()
        .map(answer -> answer.statusCode() < 300 ? "done" : answer.jsonPath().getString("code"))
        .toList();
  }
}
