package io.lamella.metadata.amendment;

import static io.lamella.metadata.Catalogue.as;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.json;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.seal;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static io.lamella.metadata.Catalogue.tag;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.contracts.rest.AmendedField;
import io.lamella.contracts.rest.AmendmentView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.metadata.Database;
import io.lamella.testkit.Race;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class AmendmentLogTest {
  private static final String PROJECT = "amendments";
  private static final String CHECK_VIOLATION = "23514";

  @Inject Database database;

  @Test
  void saysWhoChangedWhatAndWhenTheNewestFirst() {
    // Given
    VersionView sealed = sealedVersion(PROJECT, fresh("log"));

    // When
    patch(sealed, Map.of("description", "d", "metadata", Map.of("data", 1, "state", "x")));
    patch(sealed, Map.of("addTags", List.of("gold"), "metadata", Map.of("state", List.of("y"))));

    // Then
    VersionView now = read(sealed.id());
    assertThat(now.metadata()).isEqualTo(Map.of("state", List.of("y")));
    List<AmendmentView> log = log(sealed);
    assertThat(log).extracting(AmendmentView::by).containsExactly("local", "local");
    assertThat(log.get(0).at()).isEqualTo(now.updated()).isAfterOrEqualTo(log.get(1).at());
    assertThat(log.get(0).changes())
        .containsExactly(
            new AmendedField("tags", "gold", "added", null, null, false),
            new AmendedField("metadata", "data", "removed", 1, null, false),
            new AmendedField("metadata", "state", "modified", "x", List.of("y"), false));
    assertThat(log.get(1).changes())
        .containsExactly(
            new AmendedField("description", null, "modified", "", "d", false),
            new AmendedField("metadata", "data", "added", null, 1, false),
            new AmendedField("metadata", "state", "added", null, "x", false));
  }

  @Test
  void aMovedTagIsWrittenDownOfAllThatItTouched() {
    VersionView first = sealedVersion(PROJECT, fresh("moved"));
    VersionView second = seal(create(PROJECT, first.name()).id());
    VersionView other = create(PROJECT, first.name());
    List.of(first, other).forEach(v -> tag(v.id(), "prod").then().statusCode(200));

    patch(second, Map.of("moveTags", List.of("prod", "blue")));
    patch(second, Map.of("moveTags", List.of("prod", "blue")));

    AmendedField gone = new AmendedField("tags", "prod", "removed", null, null, false);
    for (VersionView loser : List.of(first, other)) {
      List<AmendmentView> log = log(loser);
      assertThat(log).hasSize(2).extracting(AmendmentView::by).containsOnly("local");
      assertThat(log.get(0).changes()).containsExactly(gone);
      assertThat(log.get(0).at()).isEqualTo(read(loser.id()).updated());
      assertThat(log.get(0).omitted()).isZero();
    }
    assertThat(log(second)).hasSize(1);
    assertThat(log(second).get(0).changes())
        .extracting(AmendedField::key)
        .containsExactly("blue", "prod");
  }

  @Test
  void whatChangesNothingIsNotWrittenDown() {
    VersionView draft =
        create(PROJECT, fresh("same"), Map.of("tags", List.of("a"), "metadata", Map.of("n", 100)));

    patch(draft, Map.of("addTags", List.of("a"), "removeTags", List.of("b")));
    patch(draft, Map.of("metadata", Map.of("n", 1e2)));
    amend(draft, Map.of("addTags", List.of("latest"))).then().statusCode(400);

    assertThat(log(draft)).isEmpty();
    assertThat(read(draft.id()).updated()).isEqualTo(draft.updated());
  }

  @Test
  void eachOfManyRacersIsWrittenDownOnce() {
    VersionView draft = create(PROJECT, fresh("race"));

    List<Integer> answers =
        Race.between(
            () -> tag(draft.id(), "a").statusCode(),
            () -> tag(draft.id(), "b").statusCode(),
            () -> tag(draft.id(), "c").statusCode(),
            () -> tag(draft.id(), "d").statusCode());

    assertThat(answers).containsOnly(200);
    assertThat(log(draft).stream().flatMap(each -> each.changes().stream()))
        .extracting(AmendedField::key)
        .containsExactlyInAnyOrder("a", "b", "c", "d");
  }

  @Test
  void pagesHoldEachOnce() {
    VersionView draft = create(PROJECT, fresh("pages"));
    for (int i = 0; i < 5; i++) {
      patch(draft, Map.of("message", "m" + i));
    }

    List<Object> found = new ArrayList<>();
    String after = "";
    do {
      Response page = get(address(draft.id()) + "?limit=2" + after);
      found.addAll(page.jsonPath().getList("items.changes.after.flatten()"));
      after = page.jsonPath().getString("next");
      after = after == null ? null : "&after=" + after;
    } while (after != null);

    assertThat(found).containsExactly("m4", "m3", "m2", "m1", "m0");
    assertThat(problem(get(address(draft.id()) + "?after=eA"), 400)).isEqualTo("invalid-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE amendment SET by = 'eve' WHERE version = $1",
        "DELETE FROM amendment WHERE version = $1"
      })
  void theDatabaseLetsNobodyChangeIt(String sql) {
    VersionView draft = create(PROJECT, fresh("kept"));
    patch(draft, Map.of("message", "m"));

    assertThatThrownBy(() -> database.run(sql, draft.id()))
        .isInstanceOfSatisfying(
            PgException.class, e -> assertThat(e.getSqlState()).isEqualTo(CHECK_VIOLATION));

    assertThat(log(draft)).extracting(AmendmentView::by).containsExactly("local");
  }

  @Test
  void itGoesWithItsVersion() {
    VersionView draft = create(PROJECT, fresh("gone"));
    patch(draft, Map.of("message", "m"));
    given().delete("/v1/versions/" + draft.id()).then().statusCode(200);
    assertThat(log(draft)).hasSize(1);

    given().delete("/v1/versions/" + draft.id() + "?now=true").then().statusCode(200);

    assertThat(database.count("amendment WHERE version = $1", draft.id())).isZero();
    assertThat(problem(get(address(draft.id())), 404)).isEqualTo("version-not-found");
  }

  private static List<AmendmentView> log(VersionView version) {
    Log page = as(get(address(version.id())), 200, Log.class);
    return page.items();
  }

  /** A page, with the type of its rows. */
  record Log(List<AmendmentView> items) {}

  private static String address(UUID id) {
    return "/v1/versions/" + id + "/amendments";
  }

  private static void patch(VersionView version, Map<String, Object> change) {
    amend(version, change).then().statusCode(200);
  }

  private static Response amend(VersionView version, Map<String, Object> change) {
    return given()
        .contentType(ContentType.JSON)
        .body(json(change))
        .patch("/v1/versions/" + version.id());
  }
}
