package io.lamella.metadata.use;

import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.RecordUse;
import io.lamella.contracts.rest.VersionView;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class UsesTest {
  private static final String PROJECT = "uses";

  private final String run = fresh("run");

  @Test
  void answersBothWays() {
    // Given
    VersionView train = sealedVersion(PROJECT, fresh("train"));
    VersionView test = sealedVersion(PROJECT, fresh("test"));

    // When
    told(use(run, train, "train", null));
    told(use(run, test, null, "part 0 of 4 by files"));
    told(use(fresh("other"), train, null, null));

    // Then
    assertThat(list("run=" + run).getList("items.version"))
        .containsExactly(test.id().toString(), train.id().toString());
    JsonPath of = list("version=" + test.id());
    assertThat(of.getList("items.run")).containsExactly(run);
    assertThat(of.getString("items[0].name")).isEqualTo(test.name());
    assertThat(of.getString("items[0].number")).isEqualTo(test.number());
    assertThat(of.getString("items[0].digest")).isEqualTo(test.digest());
    assertThat(of.getString("items[0].portion")).isEqualTo("part 0 of 4 by files");
    assertThat(of.getString("items[0].alias")).isNull();
    assertThat(list("version=" + train.id()).getList("items")).hasSize(2);
    assertThat(list("run=" + run + "&version=" + train.id()).getList("items.alias"))
        .containsExactly("train");
  }

  @Test
  void toldAgainItIsTheSameUseLater() {
    // Given
    VersionView version = sealedVersion(PROJECT, fresh("again"));

    // When
    told(use(run, version, null, null));
    told(use(run, version, null, null));
    told(use(run, version, "alias", null));

    // Then
    JsonPath uses = list("run=" + run);
    assertThat(uses.getList("items.times")).containsExactly(1, 2);
    assertThat(uses.getString("items[1].last")).isGreaterThan(uses.getString("items[1].first"));
  }

  @Test
  void staysWhenTheVersionGoes() {
    // Given
    VersionView version = sealedVersion(PROJECT, fresh("gone"));
    told(use(run, version, null, null));

    // When
    given().delete("/v1/versions/" + version.id() + "?now=true").then().statusCode(200);

    // Then
    assertThat(list("run=" + run).getList("items.number")).containsExactly(version.number());
    assertThat(problem(post("/v1/uses", use(run, version, null, null)), 404))
        .isEqualTo("version-not-found");
  }

  @Test
  void pagesHoldEachUseOnce() {
    // Given
    VersionView version = sealedVersion(PROJECT, fresh("pages"));
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      runs.add(0, fresh("run-" + i));
      told(use(runs.get(0), version, null, null));
    }

    // When
    JsonPath first = list("version=" + version.id() + "&limit=3");
    JsonPath second = list("version=" + version.id() + "&after=" + first.getString("next"));

    // Then
    List<String> found = new ArrayList<>(first.getList("items.run"));
    assertThat(found).hasSize(3);
    found.addAll(second.getList("items.run"));
    assertThat(found).isEqualTo(runs);
    assertThat(second.getString("next")).isNull();
  }

  @Test
  void refusesWhatIsNoUse() {
    VersionView draft = create(PROJECT, fresh("draft"));
    VersionView version = sealedVersion(PROJECT, fresh("refused"));

    assertThat(problem(post("/v1/uses", use(run, draft, null, null)), 409))
        .isEqualTo("wrong-state");
    assertThat(problem(post("/v1/uses", use(" ", version, null, null)), 400))
        .isEqualTo("invalid-request");
    assertThat(problem(post("/v1/uses", use("r".repeat(1001), version, null, null)), 422))
        .isEqualTo("limit-exceeded");
    assertThat(problem(post("/v1/uses", use("a\0b", version, null, null)), 400))
        .isEqualTo("invalid-request");
    assertThat(problem(get("/v1/uses"), 400)).isEqualTo("invalid-request");
    assertThat(list("version=" + UUID.randomUUID()).getList("items")).isEmpty();
  }

  private static RecordUse use(
      String run, VersionView version, @Nullable String alias, @Nullable String portion) {
    return new RecordUse(run, "mlflow", version.id(), alias, null, false, portion, "pod-1");
  }

  private static void told(RecordUse use) {
    post("/v1/uses", use).then().statusCode(204);
  }

  private static JsonPath list(String query) {
    return get("/v1/uses?" + query).then().statusCode(200).extract().jsonPath();
  }
}
