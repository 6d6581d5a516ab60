package io.lamella.metadata.dataset;

import static io.lamella.metadata.Catalogue.as;
import static io.lamella.metadata.Catalogue.child;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.seal;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static io.lamella.metadata.Catalogue.tag;
import static io.lamella.metadata.Catalogue.version;
import static io.lamella.metadata.Catalogue.wish;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.ProjectView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.metadata.Database;
import io.lamella.testkit.Race;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Datasets and projects under other names. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class MovingTest {
  private static final String PROJECT = "moving";

  @Inject Database database;

  @Test
  void aRenamedDatasetIsTheSameOne() {
    String before = fresh("before");
    String after = fresh("after");
    VersionView first = sealedVersion(PROJECT, before);
    VersionView second = seal(child(first.id()).id());
    tag(first.id(), "golden").then().statusCode(200);

    DatasetView renamed = moved(first.dataset(), Map.of("name", after));

    assertThat(renamed.id()).isEqualTo(first.dataset());
    assertThat(renamed.project()).isEqualTo(PROJECT);
    assertThat(renamed.name()).isEqualTo(after);
    assertThat(problem(get("/v1/resolve?ref=" + PROJECT + "/" + before), 404))
        .isEqualTo("dataset-not-found");
    assertThat(resolved(PROJECT + "/" + after + "@golden")).isEqualTo(first.id());
    assertThat(resolved(PROJECT + "/" + after)).isEqualTo(second.id());
    assertThat(read(second.id()))
        .usingRecursiveComparison()
        .ignoringFields("ticket", "name", "parents")
        .isEqualTo(second);
    assertThat(create(PROJECT, after).number()).isEqualTo("1.0.2");
  }

  @Test
  void aMovedDatasetStandsInItsNewProjectThatIsMade() {
    VersionView first = sealedVersion(PROJECT, fresh("moved"));
    String project = fresh("moved-to") + "/deep";

    DatasetView moved = moved(first.dataset(), Map.of("project", project));

    assertThat(moved.project()).isEqualTo(project);
    assertThat(resolved(project + "/" + first.name())).isEqualTo(first.id());
    assertThat(projects(project)).hasSize(1);
    assertThat(moved(first.dataset(), Map.of("project", project))).isEqualTo(moved);
  }

  @Test
  void whatSharesChunksStaysTogether() {
    VersionView first = create(PROJECT, fresh("domain"));
    moved(first.dataset(), Map.of("project", fresh("elsewhere")));

    VersionView next = create(read(first.id()).project(), first.name());

    String domain = "SELECT domain FROM version WHERE id = $1";
    assertThat(database.text(domain, next.id())).isEqualTo(database.text(domain, first.id()));
  }

  @Test
  void aNameThatIsTakenIsRefusedAlsoByTheTrash() {
    VersionView one = create(PROJECT, fresh("one"));
    VersionView other = create(PROJECT, fresh("other"));
    VersionView trashed = create(PROJECT, fresh("trashed"));
    given().delete("/v1/datasets/" + trashed.dataset() + "?force=true").then().statusCode(200);

    Response refused = move(one.dataset(), Map.of("name", other.name()));
    Response inTrash = move(one.dataset(), Map.of("name", trashed.name()));

    assertThat(problem(refused, 409)).isEqualTo("name-taken");
    assertThat(refused.jsonPath().getString("detail")).contains(PROJECT + "/" + other.name());
    assertThat(problem(inTrash, 409)).isEqualTo("name-taken");
    assertThat(inTrash.jsonPath().getString("detail")).contains("in the trash");
    assertThat(read(one.id()).name()).isEqualTo(one.name());
    assertThat(problem(move(trashed.dataset(), Map.of("name", fresh("x"))), 409))
        .isEqualTo("wrong-state");
  }

  @Test
  void namesHaveTheirForm() {
    VersionView one = create(PROJECT, fresh("form"));

    assertThat(problem(move(one.dataset(), Map.of("name", "a/b")), 400))
        .isEqualTo("invalid-request");
    assertThat(problem(move(one.dataset(), Map.of()), 400)).isEqualTo("invalid-request");
    assertThat(problem(move(one.dataset(), Map.of("project", "a//b")), 400))
        .isEqualTo("invalid-request");
    assertThat(problem(move(UUID.randomUUID(), Map.of("name", "a")), 404))
        .isEqualTo("dataset-not-found");
  }

  @RepeatedTest(4)
  void twoThatWantOneNameGetItInTurn() {
    VersionView one = create(PROJECT, fresh("one"));
    VersionView other = create(PROJECT, fresh("other"));
    String name = fresh("wanted");

    List<Response> answers =
        Race.between(
            () -> move(one.dataset(), Map.of("name", name)),
            () -> move(other.dataset(), Map.of("name", name)));

    assertThat(answers)
        .extracting(a -> a.statusCode() == 200 ? "done" : a.jsonPath().getString("code"))
        .containsExactlyInAnyOrder("done", "name-taken");
  }

  @Test
  void aProjectIsMovedWithAllThatIsBeneathIt() {
    String top = fresh("top");
    VersionView inside = sealedVersion(top + "/raw", "frames");
    VersionView deep = sealedVersion(top + "/raw/deep/er", "frames");
    VersionView beside = sealedVersion(top + "/rawest", "frames");
    ProjectView raw = project(top + "/raw");
    String to = fresh("to") + "/made/originals";

    ProjectView moved = as(moveProject(raw.id(), to), 200, ProjectView.class);

    assertThat(moved.id()).isEqualTo(raw.id());
    assertThat(moved.path()).isEqualTo(to);
    assertThat(resolved(to + "/frames")).isEqualTo(inside.id());
    assertThat(resolved(to + "/deep/er/frames")).isEqualTo(deep.id());
    assertThat(resolved(top + "/rawest/frames")).isEqualTo(beside.id());
    assertThat(projects(top + "/raw")).isEmpty();
    assertThat(projects(top + "/raw/deep")).isEmpty();
    assertThat(
            database.text(
                "SELECT p.path FROM project c JOIN project p ON p.id = c.parent WHERE c.id = $1",
                raw.id()))
        .isEqualTo(to.substring(0, to.lastIndexOf('/')));
    assertThat(as(moveProject(raw.id(), to), 200, ProjectView.class)).isEqualTo(moved);
    assertThat(version(post("/v1/versions", wish(to, "frames")), 201).dataset())
        .isEqualTo(inside.dataset());
  }

  @Test
  void aProjectGoesNeitherBeneathItselfNorWhereAnotherOneIs() {
    String top = fresh("top");
    create(top + "/a/b", "frames");
    create(top + "/c", "frames");
    ProjectView a = project(top + "/a");

    assertThat(problem(moveProject(a.id(), top + "/a/b/a"), 400)).isEqualTo("invalid-request");
    Response refused = moveProject(a.id(), top + "/c");
    assertThat(problem(refused, 409)).isEqualTo("name-taken");
    assertThat(refused.jsonPath().getString("detail")).contains(top + "/c");
    assertThat(problem(moveProject(a.id(), "a//b"), 400)).isEqualTo("invalid-request");
    assertThat(problem(moveProject(UUID.randomUUID(), top + "/d"), 404)).isEqualTo("not-found");
    create(top + "/a/" + "deep/".repeat(60) + "end", "frames");
    String longPath = String.join("/", Collections.nCopies(4, "x".repeat(200)));
    assertThat(problem(moveProject(a.id(), longPath), 422)).isEqualTo("limit-exceeded");
    assertThat(project(top + "/a").id()).isEqualTo(a.id());
  }

  /** Every project stands beneath one that is there, whoever made or moved it first. */
  @RepeatedTest(4)
  void whatIsMadeBeneathAProjectThatMovesIsBeneathOneThatIsThere() {
    String top = fresh("race");
    create(top + "/a", "frames");
    ProjectView a = project(top + "/a");
    Callable<Response> make = () -> post("/v1/versions", wish(top + "/a/" + fresh("new"), "n"));

    List<Response> answers = Race.between(make, () -> moveProject(a.id(), top + "/b"), make, make);

    assertThat(answers).extracting(Response::statusCode).containsExactly(201, 200, 201, 201);
    List<String> paths =
        get("/v1/projects?limit=1000&after=" + after(top))
            .jsonPath()
            .<String>getList("items.path")
            .stream()
            .filter(path -> path.startsWith(top + "/"))
            .toList();
    assertThat(paths).contains(top + "/b").hasSizeGreaterThan(3);
    assertThat(paths)
        .allSatisfy(
            path ->
                assertThat(
                        database.text(
                            "SELECT coalesce((SELECT p.path FROM project c JOIN project p ON"
                                + " p.id = c.parent WHERE c.id = $1), '')",
                            project(path).id()))
                    .isEqualTo(path.substring(0, path.lastIndexOf('/'))));
  }

  private static String after(String path) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(path.getBytes(StandardCharsets.UTF_8));
  }

  private static ProjectView project(String path) {
    Response page = projectsPage(path);
    return new ProjectView(
        UUID.fromString(page.jsonPath().getString("items[0].id")),
        page.jsonPath().getString("items[0].path"),
        page.jsonPath().getLong("items[0].datasets"),
        Instant.parse(page.jsonPath().getString("items[0].created")));
  }

  private static List<Object> projects(String path) {
    return projectsPage(path).jsonPath().getList("items");
  }

  private static Response projectsPage(String path) {
    return given().queryParam("path", path).get("/v1/projects");
  }

  private static UUID resolved(String reference) {
    return version(get("/v1/resolve?ref=" + reference), 200).id();
  }

  private static DatasetView moved(UUID dataset, Map<String, String> where) {
    return as(move(dataset, where), 200, DatasetView.class);
  }

  private static Response move(UUID dataset, Map<String, String> where) {
    return post("/v1/datasets/" + dataset + "/move", where);
  }

  private static Response moveProject(UUID project, String path) {
    return post("/v1/projects/" + project + "/move", Map.of("path", path));
  }
}
