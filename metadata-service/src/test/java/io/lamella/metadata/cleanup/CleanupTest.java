package io.lamella.metadata.cleanup;

import static io.lamella.metadata.Catalogue.as;
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
import static io.lamella.metadata.Catalogue.tag;
import static io.lamella.metadata.Catalogue.toldUntil;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.rest.CleanupRuleView;
import io.lamella.contracts.rest.DeleteResult;
import io.lamella.contracts.rest.RecordUse;
import io.lamella.contracts.rest.SetCleanupRule;
import io.lamella.contracts.rest.TrashView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.metadata.Database;
import io.lamella.testkit.Race;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class CleanupTest {
  private static final SetCleanupRule ONE = new SetCleanupRule(1, null, null);

  private final String project = fresh("cleanup");
  private final String name = fresh("frames");

  @Inject Database database;
  @Inject CleanupTick tick;

  @Test
  void keepsTheLastAndWhatIsPublishedTaggedOrBuiltOn() {
    // Given
    VersionView plain = sealedVersion(project, name);
    VersionView published = sealedVersion(project, name);
    post("/v1/versions/" + published.id() + "/publish").then().statusCode(200);
    VersionView tagged = sealedVersion(project, name);
    tag(tagged.id(), "golden").then().statusCode(200);
    VersionView parent = sealedVersion(project, name);
    create(project, fresh("other"), Map.of("parents", parents(parent)));
    VersionView archived = sealedVersion(project, name);
    post("/v1/versions/" + archived.id() + "/archive").then().statusCode(200);
    VersionView alsoPlain = sealedVersion(project, name);
    VersionView draft = create(project, name);
    VersionView last = sealedVersion(project, name);
    VersionView highest = seal(create(project, name, Map.of("number", "9.0")).id());
    VersionView newest = seal(create(project, name, Map.of("number", "0.1")).id());
    set("datasets", plain.dataset(), new SetCleanupRule(2, null, null));

    // When
    DeleteResult would = cleaned(plain.dataset(), "?dryRun=true");
    VersionView before = read(plain.id());
    DeleteResult did = cleaned(plain.dataset(), "");

    // Then
    assertThat(would.deleted()).containsExactly(plain.id(), alsoPlain.id(), newest.id());
    assertThat(would.until()).isNull();
    assertThat(before.trash()).isNull();
    assertThat(did.deleted()).isEqualTo(would.deleted());
    TrashView trash = read(plain.id()).trash();
    assertThat(trash).isNotNull();
    assertThat(trash.by()).isEqualTo("local");
    assertThat(did.until()).isEqualTo(trash.until());
    for (VersionView kept : new VersionView[] {published, tagged, parent, archived, draft, last}) {
      assertThat(read(kept.id()).trash()).isNull();
    }
    assertThat(read(highest.id()).trash()).isNull();
    assertThat(cleaned(plain.dataset(), "").deleted()).isEmpty();
  }

  @Test
  void aLineGoesAsFarAsNothingThatStaysBuildsOnIt() {
    // Given
    VersionView root = sealedVersion(project, name);
    VersionView stays = seal(child(root.id()).id());
    VersionView goes = seal(child(root.id()).id());
    VersionView goesToo = seal(child(goes.id()).id());
    VersionView draft = child(stays.id());
    sealedVersion(project, name);
    set("datasets", root.dataset(), ONE);

    // Then
    assertThat(cleaned(root.dataset(), "?dryRun=true").deleted())
        .containsExactly(goes.id(), goesToo.id());
    assertThat(cleaned(root.dataset(), "").deleted()).containsExactly(goes.id(), goesToo.id());
    given().delete("/v1/versions/" + draft.id()).then().statusCode(200);
    assertThat(cleaned(root.dataset(), "").deleted()).containsExactly(root.id(), stays.id());
  }

  @Test
  void whatIsUsedStaysForItsDays() {
    VersionView used = sealedVersion(project, name);
    VersionView usedBefore = sealedVersion(project, name);
    sealedVersion(project, name);
    use(used);
    use(usedBefore);
    database.run(
        "UPDATE version_use SET last = now() - interval '31 days' WHERE version = $1",
        usedBefore.id());

    set("datasets", used.dataset(), new SetCleanupRule(1, null, 30));
    assertThat(cleaned(used.dataset(), "").deleted()).containsExactly(usedBefore.id());
    set("datasets", used.dataset(), ONE);
    assertThat(cleaned(used.dataset(), "").deleted()).containsExactly(used.id());
  }

  @Test
  void tagsKeepOnlyIfTheRuleSaysSo() {
    VersionView tagged = sealedVersion(project, name);
    sealedVersion(project, name);
    tag(tagged.id(), "golden").then().statusCode(200);

    set("datasets", tagged.dataset(), new SetCleanupRule(1, false, null));

    assertThat(cleaned(tagged.dataset(), "").deleted()).containsExactly(tagged.id());
  }

  @Test
  void theNearestRuleApplies() {
    // Given
    String beneath = project + "/raw/night";
    VersionView version = sealedVersion(beneath, name);
    VersionView elsewhere = sealedVersion(project, name);
    UUID dataset = version.dataset();
    assertThat(problem(get(rule("datasets", dataset)), 404)).isEqualTo("not-found");
    assertThat(problem(post("/v1/datasets/" + dataset + "/cleanup"), 404)).isEqualTo("not-found");

    // When, Then
    set("projects", project(project), new SetCleanupRule(10, null, null));
    assertThat(shown("datasets", dataset).keepLast()).isEqualTo(10);
    set("projects", project(project + "/raw"), new SetCleanupRule(5, null, null));
    assertThat(shown("datasets", dataset).keepLast()).isEqualTo(5);
    assertThat(shown("datasets", dataset).project()).isEqualTo(project + "/raw");
    assertThat(shown("datasets", dataset).name()).isNull();
    assertThat(shown("projects", project(beneath)).keepLast()).isEqualTo(5);
    set("datasets", dataset, new SetCleanupRule(1, false, 7));
    CleanupRuleView own = shown("datasets", dataset);
    assertThat(own.project()).isEqualTo(beneath);
    assertThat(own.name()).isEqualTo(name);
    assertThat(own.keepLast()).isEqualTo(1);
    assertThat(own.keepTagged()).isFalse();
    assertThat(own.keepUsedDays()).isEqualTo(7);
    assertThat(own.by()).isEqualTo("local");
    assertThat(shown("datasets", elsewhere.dataset()).keepLast()).isEqualTo(10);
    given().delete(rule("datasets", dataset)).then().statusCode(204);
    given().delete(rule("projects", project(project + "/raw"))).then().statusCode(204);
    assertThat(shown("datasets", dataset).keepLast()).isEqualTo(10);
  }

  @Test
  void rulesAreFollowedWhenTheirTimeHasComeByOneReplica() {
    // Given
    VersionView goes = sealedVersion(project, name);
    VersionView last = sealedVersion(project, name);
    VersionView own = sealedVersion(project, fresh("own"));
    sealedVersion(project, own.name());
    UUID of = project(project);
    set("projects", of, ONE);
    set("datasets", own.dataset(), ONE);
    follow();
    assertThat(read(goes.id()).trash()).isNull();

    // When
    database.run(
        "UPDATE cleanup_rule SET ran = now() - interval '25 hours' WHERE project = $1", of);
    Race.of(4, this::follow);

    // Then
    TrashView trash = read(goes.id()).trash();
    assertThat(trash).isNotNull();
    assertThat(trash.by()).isEqualTo(CleanupTick.WHO);
    assertThat(read(last.id()).trash()).isNull();
    assertThat(read(own.id()).trash()).isNull();
    post("/v1/versions/" + last.id() + "/publish").then().statusCode(200);
    assertThat(toldUntil(goes.dataset(), EventType.VERSION_PUBLISHED))
        .containsOnlyOnce(EventType.VERSION_TRASHED);
    assertThat(
            database.count("cleanup_rule WHERE project = $1 AND ran > now() - interval '1h'", of))
        .isEqualTo(1);
  }

  @Test
  void whatIsTaggedMeanwhileStays() {
    VersionView goes = sealedVersion(project, name);
    VersionView tagged = sealedVersion(project, name);
    sealedVersion(project, name);
    set("datasets", goes.dataset(), ONE);

    DeleteResult result =
        database.whileOpen(
            "UPDATE version SET tags = '{golden}', row_version = row_version + 1 WHERE id = $1",
            tagged.id(),
            () -> cleaned(goes.dataset(), ""));

    assertThat(result.deleted()).containsExactly(goes.id());
    assertThat(read(tagged.id()).trash()).isNull();
  }

  @Test
  void whatIsBuiltOnMeanwhileStays() {
    VersionView parent = sealedVersion(project, name);
    sealedVersion(project, name);
    VersionView other = create(project, fresh("other"));
    set("datasets", parent.dataset(), ONE);

    DeleteResult result =
        database.whileOpen(
            "INSERT INTO version_parent (version, position, parent) SELECT id, 0, $1 FROM version"
                + " WHERE id = '"
                + other.id()
                + "'",
            parent.id(),
            () -> cleaned(parent.dataset(), ""));

    assertThat(result.deleted()).isEmpty();
    assertThat(read(parent.id()).trash()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"keepLast\": 0}",
        "{\"keepLast\": -1}",
        "{\"keepLast\": 1000001}",
        "{\"keepLast\": 1, \"keepUsedDays\": 0}",
        "{\"keepLast\": 1, \"keepUsedDays\": 36501}",
        "{\"keepLast\": \"many\"}"
      })
  void refusesWhatIsNoRule(String body) {
    UUID dataset = create(project, name).dataset();

    assertThat(problem(put(rule("datasets", dataset), body), 400)).isEqualTo("invalid-request");
    assertThat(problem(put(rule("projects", project(project)), body), 400))
        .isEqualTo("invalid-request");
  }

  @Test
  void knowsWhatItIsOf() {
    UUID nobody = UUID.randomUUID();

    assertThat(problem(put(rule("datasets", nobody), json(ONE)), 404))
        .isEqualTo("dataset-not-found");
    assertThat(problem(put(rule("projects", nobody), json(ONE)), 404)).isEqualTo("not-found");
    assertThat(problem(get(rule("projects", nobody)), 404)).isEqualTo("not-found");
    assertThat(problem(given().delete(rule("datasets", nobody)), 404))
        .isEqualTo("dataset-not-found");
  }

  private static String[] parents(VersionView parent) {
    return new String[] {parent.id().toString()};
  }

  private static UUID project(String path) {
    return UUID.fromString(get("/v1/projects?path=" + path).jsonPath().getString("items[0].id"));
  }

  private static String rule(String kind, UUID id) {
    return "/v1/" + kind + "/" + id + "/cleanup-rule";
  }

  private static Response put(String address, String body) {
    return given().contentType(ContentType.JSON).body(body).put(address);
  }

  private static void set(String kind, UUID id, SetCleanupRule rule) {
    put(rule(kind, id), json(rule)).then().statusCode(200);
  }

  private static CleanupRuleView shown(String kind, UUID id) {
    return as(get(rule(kind, id)), 200, CleanupRuleView.class);
  }

  private static DeleteResult cleaned(UUID dataset, String query) {
    return as(post("/v1/datasets/" + dataset + "/cleanup" + query), 200, DeleteResult.class);
  }

  private static void use(VersionView version) {
    post("/v1/uses", new RecordUse(fresh("run"), null, version.id(), null, null, false, null, null))
        .then()
        .statusCode(204);
  }

  private boolean follow() {
    try {
      VertxContextSupport.subscribeAndAwait(tick::followRules);
      return true;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
