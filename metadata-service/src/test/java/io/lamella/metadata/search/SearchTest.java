package io.lamella.metadata.search;

import static io.lamella.metadata.Catalogue.child;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.seal;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.VersionLink;
import io.lamella.contracts.rest.VersionView;
import io.lamella.metadata.Database;
import io.lamella.metadata.limit.Cursor;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class SearchTest {
  @Inject Database database;

  @Test
  void pagesHoldEachVersionOnceTheNewestFirst() {
    String project = fresh("paging");
    List<String> made =
        new ArrayList<>(
            IntStream.range(0, 7).mapToObj(i -> create(project, "d").id().toString()).toList());
    Collections.reverse(made);

    List<String> found = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String after = null;
    do {
      JsonPath page = page("project=" + project + "&unfinished=true&limit=3", after);
      List<String> ids = page.getList("items.id");
      sizes.add(ids.size());
      found.addAll(ids);
      after = page.getString("next");
    } while (after != null);

    assertThat(found).containsExactlyElementsOf(made);
    assertThat(sizes).containsExactly(3, 3, 1);
  }

  @Test
  void unfinishedVersionsAreFoundOnlyWhenAskedFor() {
    String project = fresh("states");
    VersionView draft = create(project, "d");
    VersionView sealed = seal(create(project, "d").id());

    assertThat(found("project=" + project)).containsExactly(sealed.id());
    assertThat(found("project=" + project + "&unfinished=true"))
        .containsExactly(sealed.id(), draft.id());
    assertThat(found("project=" + project + "&states=uploading,failed"))
        .containsExactly(draft.id());
    assertThat(found("ids=" + draft.id())).isEmpty();
    assertThat(found("ids=" + draft.id() + "," + sealed.id() + "&unfinished=true"))
        .containsExactly(sealed.id(), draft.id());
  }

  @Test
  void namesTagsNumbersAndTimesNarrowTheSearch() {
    String project = fresh("filters");
    VersionView plain = seal(create(project, "Frames_a").id());
    VersionView tagged =
        seal(
            create(
                    project + "/below",
                    "framesXa",
                    Map.of("tags", List.of("gold", "eu"), "number", "3.0"))
                .id());

    assertThat(found("project=" + project)).containsExactly(plain.id());
    assertThat(found("project=" + project + "&below=true"))
        .containsExactly(tagged.id(), plain.id());
    String all = "below=true&project=" + project;
    assertThat(found(all + "&name=framesXa")).containsExactly(tagged.id());
    assertThat(found(all + "&name=frames&partial=true")).containsExactly(tagged.id(), plain.id());
    assertThat(found(all + "&name=s_a&partial=true")).containsExactly(plain.id());
    assertThat(found(all + "&tags=gold")).containsExactly(tagged.id());
    assertThat(found(all + "&tags=gold,eu")).containsExactly(tagged.id());
    assertThat(found(all + "&tags=gold&tags=us")).isEmpty();
    assertThat(found(all + "&number=3.0.0")).containsExactly(tagged.id());
    assertThat(found(all + "&published=true")).isEmpty();
    assertThat(found(all + "&createdAfter=" + tagged.created())).containsExactly(tagged.id());
    assertThat(found(all + "&createdBefore=" + tagged.created())).containsExactly(plain.id());
  }

  @Test
  void creatorsNarrowTheSearch() {
    String project = fresh("creators");
    VersionView mine = seal(create(project, "mine").id());
    VersionView hers = seal(create(project, "hers").id());
    database.run("UPDATE version SET created_by = 'ann' WHERE id = $1", hers.id());
    database.run("UPDATE dataset SET created_by = 'ann' WHERE id = $1", hers.dataset());

    assertThat(found("createdBy=ann&project=" + project)).containsExactly(hers.id());
    assertThat(found("createdBy=local&project=" + project)).containsExactly(mine.id());
    assertThat(found("createdBy=an&project=" + project)).isEmpty();
    assertThat(found("createdBy=ann&createdBefore=" + hers.created())).doesNotContain(hers.id());
    assertThat(get("/v1/resolve?createdBy=ann&name=hers&project=" + project).statusCode())
        .isEqualTo(200);
    String datasets = "/v1/datasets?project=" + project;
    String made = get("/v1/datasets/" + hers.dataset()).jsonPath().getString("created");
    assertThat(names(datasets + "&createdBy=ann")).containsExactly("hers");
    assertThat(names(datasets + "&createdAfter=" + made)).containsExactly("hers");
    assertThat(names(datasets + "&createdBefore=" + made)).containsExactly("mine");
  }

  @Test
  void metadataNarrowsTheSearch() {
    String project = fresh("metadata");
    VersionView number = holding(project, Map.of("n", 4, "state", "ok"));
    VersionView text = holding(project, Map.of("n", "4", "a=b", "c"));
    VersionView deep = holding(project, Map.of("n", Map.of("x", List.of(1, 2), "y", "z")));

    assertThat(holders(project, "n=4")).containsExactly(text.id(), number.id());
    assertThat(holders(project, "n=\"4\"")).containsExactly(text.id());
    assertThat(holders(project, "n=5")).isEmpty();
    assertThat(holders(project, "n=4", "state=ok")).containsExactly(number.id());
    assertThat(holders(project, "n=4", "state=no")).isEmpty();
    assertThat(holders(project, "n={\"x\": [2]}")).containsExactly(deep.id());
    assertThat(holders(project, "n=4 x")).isEmpty();
    assertThat(get("/v1/resolve?metadata=state=ok&project=" + project).statusCode()).isEqualTo(200);
  }

  private static List<UUID> holders(String project, String... metadata) {
    return given()
        .queryParam("project", project)
        .queryParam("metadata", List.of(metadata))
        .get("/v1/versions")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .<String>getList("items.id")
        .stream()
        .map(UUID::fromString)
        .toList();
  }

  private static VersionView holding(String project, Map<String, Object> metadata) {
    return seal(create(project, "d", Map.of("metadata", metadata)).id());
  }

  private static List<String> names(String address) {
    return get(address).then().statusCode(200).extract().jsonPath().getList("items.name");
  }

  @Test
  void aListCarriesNothingThatMayBeOfAnySize() {
    String project = fresh("lean");
    Map<String, Object> all =
        Map.of(
            "tags", List.of("t"),
            "message", "why",
            "metadata", Map.of("k", 1),
            "producedBy", Map.of("host", "h"));
    VersionView parent = seal(create(project, "d", all).id());
    VersionView child = seal(child(parent.id()).id());

    JsonPath page = page("project=" + project, null);

    assertThat(page.<String>getList("items.number")).containsExactly("1.0.1", "1.0.0");
    assertThat(page.<String>getList("items.message")).containsExactly("", "why");
    assertThat(page.<String>getList("items[1].tags")).containsExactly("t");
    assertThat(page.<String>getList("items[0].parents.id")).containsExactly(parent.id().toString());
    assertThat(page.getMap("items[1].metadata")).isEmpty();
    assertThat(page.getMap("items[1].producedBy")).isEmpty();
    assertThat(page.getList("items[1].children")).isEmpty();
    assertThat(read(parent.id()).children())
        .extracting(VersionLink::id)
        .containsExactly(child.id());
  }

  @Test
  void archivedVersionsAreHidden() {
    String project = fresh("archived");
    VersionView sealed = seal(create(project, "d").id());
    post("/v1/versions/" + sealed.id() + "/archive").then().statusCode(200);

    assertThat(found("project=" + project)).isEmpty();
    assertThat(found("project=" + project + "&includeArchived=true")).containsExactly(sealed.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=x",
        "limit=0",
        "after=abc",
        "after=%21%21",
        "after=YQpi",
        "ids=1-1-1-1-1",
        "states=GONE",
        "createdAfter=yesterday",
        "metadata=key",
        "metadata==value",
        "metadata=k=\"\\u0000\"",
        "createdAfter=-4800-01-01T00:00:00Z",
        "createdBefore=0000-12-31T00:00:00Z",
        "createdBefore=%2B300000-01-01T00:00:00Z",
        "createdBefore=9999-12-31T23:59:59-18:00"
      })
  void whatCannotBeUnderstoodIsRefused(String query) {
    assertThat(problem(get("/v1/versions?" + query), 400)).isEqualTo("invalid-request");
  }

  @Test
  void aPlaceInATimeThatCannotBeIsRefused() {
    String after = Cursor.of("+300000-01-01T00:00:00Z", UUID.randomUUID().toString()).encode();

    assertThat(problem(get("/v1/versions?after=" + after), 400)).isEqualTo("invalid-request");
  }

  @Test
  void aPageHasALimit() {
    assertThat(problem(get("/v1/versions?limit=1001"), 422)).isEqualTo("limit-exceeded");
    assertThat(problem(get("/v1/versions?limit=1" + "&metadata=a=1".repeat(21)), 422))
        .isEqualTo("limit-exceeded");
  }

  private static List<UUID> found(String query) {
    return page(query, null).<String>getList("items.id").stream().map(UUID::fromString).toList();
  }

  private static JsonPath page(String query, String after) {
    String more = after == null ? "" : "&after=" + after;
    return get("/v1/versions?" + query + more).then().statusCode(200).extract().jsonPath();
  }
}
