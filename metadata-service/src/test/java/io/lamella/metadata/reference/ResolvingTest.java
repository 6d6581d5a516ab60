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
    assertThat(found(draft.id().toString())).isEqualTo(draft.id());
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
    assertThat(problem(resolve(Map.of()), 400)).isEqualTo("invalid-request");
  }

  private static UUID found(String reference) {
    return version(resolve(Map.of("ref", reference)), 200).id();
  }

  private static Response resolve(Map<String, String> parameters) {
    return given().queryParams(parameters).get("/v1/resolve");
  }
}
