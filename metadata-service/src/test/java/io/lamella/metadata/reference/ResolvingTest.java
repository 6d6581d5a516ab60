package io.lamella.metadata.reference;

import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.seal;
import static io.lamella.metadata.Catalogue.version;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.VersionView;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ResolvingTest {
  private static final String PROJECT = "resolving/all forms";

  @Test
  void everyFormFindsItsVersion() {
    String name = fresh("forms");
    VersionView first = seal(create(PROJECT, name, Map.of("tags", List.of("gold"))).id());
    VersionView second = seal(create(PROJECT, name, Map.of("tags", List.of("gold"))).id());
    VersionView tenth = seal(create(PROJECT, name, Map.of("number", "1.0.10")).id());
    seal(create(PROJECT, name, Map.of("number", "nightly")).id());
    VersionView draft = create(PROJECT, name);
    post("/v1/versions/" + first.id() + "/publish").then().statusCode(200);
    String dataset = PROJECT + "/" + name;

    assertThat(found(dataset)).isEqualTo(tenth.id());
    assertThat(found(dataset + "@latest")).isEqualTo(tenth.id());
    assertThat(found(dataset + "@published")).isEqualTo(first.id());
    assertThat(found(dataset + "@1.0.0")).isEqualTo(first.id());
    assertThat(found(dataset + "@v1.0")).isEqualTo(first.id());
    assertThat(found(dataset + "@gold")).isEqualTo(second.id());
    assertThat(found(second.id().toString())).isEqualTo(second.id());
    assertThat(problem(resolve(Map.of("ref", draft.id().toString())), 404))
        .isEqualTo("version-not-found");
    assertThat(unfinished(draft.id().toString())).isEqualTo(draft.id());
    assertThat(problem(resolve(Map.of("ref", dataset + "@" + draft.number())), 404))
        .isEqualTo("version-not-found");
    assertThat(
            version(
                    resolve(Map.of("ref", dataset + "@" + draft.number(), "unfinished", "true")),
                    200)
                .id())
        .isEqualTo(draft.id());
  }

  @Test
  void theTextSaysWhichVersionIsNotFinishedYet() {
    String name = fresh("unfinished");
    VersionView draft = create(PROJECT, name);

    Response missing = resolve(Map.of("ref", PROJECT + "/" + name));

    assertThat(problem(missing, 404)).isEqualTo("version-not-found");
    assertThat(missing.jsonPath().getString("detail")).contains(draft.id().toString());
  }

  @Test
  void aDraftNeverTakesThePlaceOfAFinishedVersion() {
    String name = fresh("flag");
    String dataset = PROJECT + "/" + name;
    VersionView sealed = seal(create(PROJECT, name, Map.of("tags", List.of("gold"))).id());
    VersionView draft = create(PROJECT, name, Map.of("tags", List.of("gold", "new")));

    assertThat(unfinished(dataset)).isEqualTo(sealed.id());
    assertThat(unfinished(dataset + "@latest")).isEqualTo(sealed.id());
    assertThat(unfinished(dataset + "@gold")).isEqualTo(sealed.id());
    assertThat(unfinished(dataset + "@new")).isEqualTo(draft.id());
    assertThat(unfinished(dataset + "@" + draft.number())).isEqualTo(draft.id());
    assertThat(problem(resolve(Map.of("ref", dataset + "@published", "unfinished", "true")), 404))
        .isEqualTo("version-not-found");
  }

  @Test
  void latestIsNoDraftEvenWhereThereIsNothingElse() {
    VersionView draft = create(PROJECT, fresh("only"));

    Response missing = resolve(Map.of("ref", PROJECT + "/" + draft.name(), "unfinished", "true"));

    assertThat(problem(missing, 404)).isEqualTo("version-not-found");
    assertThat(missing.jsonPath().getString("detail")).contains(draft.id().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"frames", "no/such", "no/such@1.0", "a/b@", "@latest", "x\0y/z", "%", "a//b"})
  void whatMatchesNothingIsNotFound(String reference) {
    assertThat(resolve(Map.of("ref", reference)).statusCode()).isEqualTo(404);
  }

  @Test
  void archivedNamesAreGoneButIdsStay() {
    String name = fresh("archived");
    VersionView sealed = seal(create(PROJECT, name).id());
    post("/v1/versions/" + sealed.id() + "/archive").then().statusCode(200);

    assertThat(problem(resolve(Map.of("ref", PROJECT + "/" + name)), 404))
        .isEqualTo("version-not-found");
    assertThat(found(sealed.id().toString())).isEqualTo(sealed.id());

    post("/v1/versions/" + sealed.id() + "/unarchive").then().statusCode(200);
    post("/v1/datasets/" + sealed.dataset() + "/archive").then().statusCode(200);
    assertThat(problem(resolve(Map.of("ref", PROJECT + "/" + name)), 404))
        .isEqualTo("dataset-not-found");
  }

  @Test
  void aFilterFindsTheHighestOfOneDataset() {
    String name = fresh("filter");
    seal(create(PROJECT, name, Map.of("number", "2.0")).id());
    VersionView highest = seal(create(PROJECT, name, Map.of("number", "10.0")).id());
    seal(create(PROJECT, name, Map.of("number", "9.0")).id());

    assertThat(version(resolve(Map.of("name", name)), 200).id()).isEqualTo(highest.id());

    seal(create(PROJECT + "/other", name).id());
    Response several = resolve(Map.of("name", name));
    assertThat(problem(several, 409)).isEqualTo("ambiguous");
    assertThat(several.jsonPath().getString("detail"))
        .contains(PROJECT + "/" + name, PROJECT + "/other/" + name);
    assertThat(problem(resolve(Map.of("name", fresh("none"))), 404)).isEqualTo("version-not-found");
  }

  @Test
  void anyWordOfADescriptionIsEnough() {
    String project = fresh("words");
    String tag = fresh("golden");
    seal(create(project, "d", Map.of("number", "1.0", "tags", List.of(tag))).id());
    VersionView highest = seal(create(project, "d", Map.of("tags", List.of(tag))).id());
    VersionView draft = create(project, "d", Map.of("tags", List.of(tag)));

    assertThat(version(resolve(Map.of("project", project)), 200).id()).isEqualTo(highest.id());
    assertThat(version(resolve(Map.of("tags", tag)), 200).id()).isEqualTo(highest.id());
    assertThat(version(resolve(Map.of("tags", tag, "unfinished", "true")), 200).id())
        .isEqualTo(highest.id());
    Map<String, String> byNumber = Map.of("project", project, "number", draft.number());
    assertThat(problem(resolve(byNumber), 404)).isEqualTo("version-not-found");
    Map<String, String> unfinished = new HashMap<>(byNumber);
    unfinished.put("unfinished", "true");
    assertThat(version(resolve(unfinished), 200).id()).isEqualTo(draft.id());
  }

  @Test
  void whatSaysNothingIsToldWhatToSay() {
    for (Map<String, String> nothing :
        List.of(
            Map.<String, String>of(),
            Map.of("ref", ""),
            Map.of("ref", " "),
            Map.of("unfinished", "true"))) {
      Response refused = resolve(nothing);
      assertThat(problem(refused, 400)).isEqualTo("invalid-request");
      assertThat(refused.jsonPath().getString("detail")).contains("ref=", "project", "tags");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "project", "number", "tags"})
  void aCharacterThatNothingCanHoldIsRefused(String parameter) {
    assertThat(problem(resolve(Map.of(parameter, "a\0b")), 400)).isEqualTo("invalid-request");
    assertThat(problem(given().queryParam(parameter, "a\0b").get("/v1/versions"), 400))
        .isEqualTo("invalid-request");
  }

  private static UUID unfinished(String reference) {
    return version(resolve(Map.of("ref", reference, "unfinished", "true")), 200).id();
  }

  private static UUID found(String reference) {
    return version(resolve(Map.of("ref", reference)), 200).id();
  }

  private static Response resolve(Map<String, String> parameters) {
    return given().queryParams(parameters).get("/v1/resolve");
  }
}
