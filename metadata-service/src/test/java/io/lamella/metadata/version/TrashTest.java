package io.lamella.metadata.version;

import static io.lamella.metadata.Catalogue.afterAllBefore;
import static io.lamella.metadata.Catalogue.as;
import static io.lamella.metadata.Catalogue.child;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.finalizeVersion;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.seal;
import static io.lamella.metadata.Catalogue.sealed;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static io.lamella.metadata.Catalogue.tag;
import static io.lamella.metadata.Catalogue.toldUntil;
import static io.lamella.metadata.Catalogue.version;
import static io.lamella.metadata.Catalogue.wish;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.rest.DeleteResult;
import io.lamella.contracts.rest.OperationView;
import io.lamella.contracts.rest.RestoreResult;
import io.lamella.contracts.rest.TrashView;
import io.lamella.contracts.rest.VersionLink;
import io.lamella.contracts.rest.VersionView;
import io.lamella.metadata.Catalogue;
import io.lamella.metadata.Database;
import io.lamella.testkit.Race;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is deleted can be restored for a term. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class TrashTest {
  private static final String PROJECT = "trash";
  private static final Duration SOON = Duration.ofMinutes(2);

  @Inject Database database;
  @Inject Purge purge;

  @Test
  void aVersionComesBackAsItWas() {
    VersionView first = sealedVersion(PROJECT, fresh("whole"));
    VersionView second = seal(child(first.id()).id());
    tag(second.id(), "golden").then().statusCode(200);
    post("/v1/versions/" + second.id() + "/archive").then().statusCode(200);
    VersionView before = read(second.id());

    DeleteResult deleted = deleted(delete(second.id(), ""));
    assertThat(deleted.deleted()).containsExactly(second.id());
    assertThat(restored(restore(second.id(), ""))).containsExactly(second.id());

    assertThat(read(second.id()))
        .usingRecursiveComparison()
        .ignoringFields("ticket")
        .isEqualTo(before);
    assertThat(read(second.id()).ticket()).isNotNull();
    assertThat(read(first.id()).children()).extracting(VersionLink::id).contains(second.id());
    assertThat(toldUntil(first.dataset(), EventType.VERSION_RESTORED))
        .contains(EventType.VERSION_TRASHED)
        .doesNotContain(EventType.VERSION_DELETED);
  }

  @Test
  void whatIsInTheTrashHasNoNameAndIsFoundThereOnly() {
    String name = fresh("hidden");
    VersionView first = sealedVersion(PROJECT, name);
    VersionView second = seal(child(first.id()).id());
    tag(second.id(), "hidden").then().statusCode(200);
    String dataset = PROJECT + "/" + name;

    DeleteResult deleted = deleted(delete(second.id(), ""));

    assertThat(version(get("/v1/resolve?ref=" + dataset), 200).id()).isEqualTo(first.id());
    Response gone = get("/v1/resolve?ref=" + dataset + "@" + second.number());
    assertThat(problem(gone, 404)).isEqualTo("version-not-found");
    assertThat(gone.jsonPath().getString("detail")).contains("trash", second.id().toString());
    assertThat(problem(get("/v1/resolve?ref=" + dataset + "@hidden"), 404))
        .isEqualTo("version-not-found");
    assertThat(found(name, "&unfinished=true&includeArchived=true")).containsExactly(first.id());
    assertThat(found(name, "&trash=true")).containsExactly(second.id());
    assertThat(read(first.id()).children()).isEmpty();
    assertThat(get("/v1/versions/" + first.id() + "/children").asString()).isEqualTo("[]");
    assertThat(get("/v1/datasets/" + first.dataset()).jsonPath().getLong("versions")).isEqualTo(1);
    VersionView shown = read(second.id());
    assertThat(shown.state()).isEqualTo(VersionState.FINAL);
    assertThat(shown.ticket()).isNull();
    TrashView trash = shown.trash();
    assertThat(trash.until()).isEqualTo(deleted.until());
    assertThat(Duration.between(trash.since(), trash.until())).isEqualTo(Duration.ofDays(7));
  }

  @Test
  void aNumberInTheTrashIsTaken() {
    String name = fresh("number");
    VersionView first = create(PROJECT, name, Map.of("number", "3.0"));
    delete(first.id(), "").then().statusCode(200);
    Map<String, Object> again = wish(PROJECT, name);
    again.put("number", "3.0.0");

    Response refused = post("/v1/versions", again);

    assertThat(problem(refused, 409)).isEqualTo("number-taken");
    assertThat(refused.jsonPath().getString("detail")).contains("in the trash");
    deleted(delete(first.id(), "?now=true"));
    assertThat(version(post("/v1/versions", again), 201).number()).isEqualTo("3.0.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"publish", "archive", "finalize", "resume"})
  void whatIsInTheTrashDoesNotChange(String turn) {
    VersionView sealed = sealedVersion(PROJECT, fresh("still"));
    delete(sealed.id(), "").then().statusCode(200);

    Response refused = post("/v1/versions/" + sealed.id() + "/" + turn);

    assertThat(problem(refused, 409)).isEqualTo("wrong-state");
    assertThat(refused.jsonPath().getString("detail")).contains("restore it first");
  }

  @Test
  void whatIsInTheTrashIsNeitherReadNorTaggedNorBuiltOn() {
    VersionView sealed = sealedVersion(PROJECT, fresh("shut"));
    delete(sealed.id(), "").then().statusCode(200);

    Response content =
        given().redirects().follow(false).get("/v1/versions/" + sealed.id() + "/files/a");

    assertThat(problem(content, 409)).isEqualTo("wrong-state");
    assertThat(problem(tag(sealed.id(), "x"), 409)).isEqualTo("wrong-state");
    assertThat(
            problem(post("/v1/versions", Map.of("parents", List.of(sealed.id().toString()))), 409))
        .isEqualTo("wrong-state");
  }

  @Test
  void aDraftIsGivenUpBeforeItIsPutAwayAndCanBeResumed() {
    VersionView draft = create(PROJECT, fresh("draft"));
    OperationView operation = finalizeVersion(draft.id());

    deleted(delete(draft.id(), ""));
    sealed(draft.id(), operation.epoch());
    afterAllBefore(draft.id());

    VersionView away = read(draft.id());
    assertThat(away.state()).isEqualTo(VersionState.ABORTED);
    assertThat(away.epoch()).isEqualTo(operation.epoch() + 1);
    assertThat(get("/v1/operations/" + operation.id()).jsonPath().getString("status"))
        .isEqualTo("superseded");
    assertThat(toldUntil(draft.dataset(), EventType.VERSION_TRASHED))
        .endsWith(EventType.VERSION_ABORTED, EventType.VERSION_TRASHED);
    restored(restore(draft.id(), ""));
    VersionView open = version(post("/v1/versions/" + draft.id() + "/resume"), 200);
    assertThat(open.state()).isEqualTo(VersionState.UPLOADING);
    assertThat(open.ticket()).isNotNull();
  }

  @Test
  void whoDeletesOrRestoresAgainFindsItDone() {
    VersionView sealed = sealedVersion(PROJECT, fresh("again"));

    DeleteResult first = deleted(delete(sealed.id(), ""));
    DeleteResult again = deleted(delete(sealed.id(), ""));

    assertThat(again).isEqualTo(first);
    assertThat(restored(restore(sealed.id(), ""))).containsExactly(sealed.id());
    assertThat(restored(restore(sealed.id(), ""))).isEmpty();
  }

  @Test
  void whatBuildsOnTheTrashIsRestoredAfterItOrWithIt() {
    VersionView parent = sealedVersion(PROJECT, fresh("line"));
    VersionView child = seal(child(parent.id()).id());
    assertThat(problem(delete(parent.id(), ""), 409)).isEqualTo("has-children");
    delete(child.id(), "").then().statusCode(200);
    assertThat(deleted(delete(parent.id(), "")).deleted()).containsExactly(parent.id());

    Response refused = restore(child.id(), "");

    assertThat(problem(refused, 409)).isEqualTo("wrong-state");
    assertThat(refused.jsonPath().getString("detail")).contains("@" + parent.number());
    assertThat(restored(restore(child.id(), "?cascade=true")))
        .containsExactly(parent.id(), child.id());
    assertThat(read(child.id()).trash()).isNull();
    assertThat(read(parent.id()).trash()).isNull();
  }

  @Test
  void aCascadeComesBackAsOne() {
    VersionView parent = sealedVersion(PROJECT, fresh("cascade"));
    VersionView earlier = child(parent.id());
    VersionView child = seal(child(parent.id()).id());
    VersionView grandchild = child(child.id());
    delete(earlier.id(), "").then().statusCode(200);

    assertThat(deleted(delete(parent.id(), "?cascade=true")).deleted())
        .containsExactly(parent.id(), child.id(), grandchild.id());
    assertThat(restored(restore(parent.id(), "?cascade=true")))
        .containsExactly(parent.id(), child.id(), grandchild.id());

    assertThat(read(earlier.id()).trash()).isNotNull();
  }

  @Test
  void whatIsPublishedNeedsForce() {
    VersionView sealed = sealedVersion(PROJECT, fresh("published"));
    post("/v1/versions/" + sealed.id() + "/publish").then().statusCode(200);

    assertThat(problem(delete(sealed.id(), ""), 409)).isEqualTo("wrong-state");
    assertThat(read(sealed.id()).trash()).isNull();
    delete(sealed.id(), "?force=true").then().statusCode(200);
    assertThat(deleted(delete(sealed.id(), "?now=true")).until()).isNull();
    assertThat(problem(get("/v1/versions/" + sealed.id()), 404)).isEqualTo("version-not-found");
  }

  @Test
  void whatIsInTheTrashGoesForGoodWithWhatItBuildsOn() {
    VersionView parent = sealedVersion(PROJECT, fresh("with"));
    VersionView child = seal(child(parent.id()).id());
    delete(child.id(), "").then().statusCode(200);

    assertThat(deleted(delete(parent.id(), "?now=true")).deleted())
        .containsExactly(parent.id(), child.id());

    assertThat(problem(get("/v1/versions/" + child.id()), 404)).isEqualTo("version-not-found");
  }

  @Test
  void whatIsPastItsTermGoesForGoodAndIsToldOf() {
    VersionView parent = sealedVersion(PROJECT, fresh("past"));
    VersionView child = seal(child(parent.id()).id());
    VersionView other = sealedVersion(PROJECT, fresh("other"));
    delete(parent.id(), "?cascade=true").then().statusCode(200);
    delete(other.id(), "").then().statusCode(200);

    end(child.id());
    end(parent.id());

    awaitGone(parent.id());
    assertThat(problem(get("/v1/versions/" + child.id()), 404)).isEqualTo("version-not-found");
    assertThat(read(other.id()).trash()).isNotNull();
    assertThat(toldUntil(parent.dataset(), EventType.VERSION_DELETED))
        .contains(EventType.VERSION_TRASHED, EventType.VERSION_DELETED);
    assertThat(problem(restore(parent.id(), ""), 404)).isEqualTo("version-not-found");
  }

  @Test
  void whatSeveralReplicasPurgeAtOnceIsToldOfOnce() {
    VersionView gone = sealedVersion(PROJECT, fresh("replicas"));
    VersionView stays = seal(create(PROJECT, gone.name()).id());
    delete(gone.id(), "").then().statusCode(200);
    end(gone.id());

    Race.of(4, this::purged);

    assertThat(get("/v1/versions/" + gone.id()).statusCode()).isEqualTo(404);
    post("/v1/versions/" + stays.id() + "/publish").then().statusCode(200);
    assertThat(toldUntil(gone.dataset(), EventType.VERSION_PUBLISHED))
        .containsOnlyOnce(EventType.VERSION_DELETED);
  }

  private boolean purged() {
    try {
      VertxContextSupport.subscribeAndAwait(purge::purge);
      return true;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aVersionStaysAsLongAsWhatBuildsOnIt() {
    VersionView parent = sealedVersion(PROJECT, fresh("longer"));
    VersionView child = child(parent.id());
    delete(child.id(), "").then().statusCode(200);
    database.run("UPDATE version SET purge = purge + interval '30 days' WHERE id = $1", child.id());

    Instant until = deleted(delete(parent.id(), "")).until();

    assertThat(until).isEqualTo(read(child.id()).trash().until());
  }

  @Test
  void aVersionThatIsBuiltOnMeanwhileStays() {
    VersionView parent = sealedVersion(PROJECT, fresh("race"));
    VersionView other = create(PROJECT, fresh("other"));

    Response refused =
        database.whileOpen(
            "INSERT INTO version_parent (version, position, parent) SELECT id, 0, $1 FROM version"
                + " WHERE id = '"
                + other.id()
                + "'",
            parent.id(),
            () -> delete(parent.id(), ""));

    assertThat(problem(refused, 409)).isEqualTo("has-children");
    assertThat(read(parent.id()).trash()).isNull();
  }

  @Test
  void aDatasetComesBackWithWhatWentWithIt() {
    String name = fresh("dataset");
    VersionView first = sealedVersion(PROJECT, name);
    VersionView second = seal(child(first.id()).id());
    VersionView earlier = create(PROJECT, name);
    delete(earlier.id(), "").then().statusCode(200);
    String address = "/v1/datasets/" + first.dataset();
    String listing = "/v1/datasets?project=" + PROJECT + "&name=" + name;

    assertThat(problem(given().delete(address), 409)).isEqualTo("wrong-state");
    assertThat(deleted(given().delete(address + "?force=true")).deleted())
        .containsExactly(first.id(), second.id());

    assertThat(get(listing).jsonPath().getList("items")).isEmpty();
    assertThat(get(listing + "&trash=true").jsonPath().getList("items.id"))
        .containsExactly(first.dataset().toString());
    assertThat(problem(get("/v1/resolve?ref=" + PROJECT + "/" + name), 404))
        .isEqualTo("dataset-not-found");
    assertThat(problem(post(address + "/archive"), 409)).isEqualTo("wrong-state");
    assertThat(restored(post(address + "/restore"))).containsExactly(first.id(), second.id());
    assertThat(version(get("/v1/resolve?ref=" + PROJECT + "/" + name), 200).id())
        .isEqualTo(second.id());
    assertThat(read(earlier.id()).trash()).isNotNull();
  }

  @Test
  void aVersionBringsItsDatasetBackAndSoDoesANewOne() {
    String name = fresh("revived");
    VersionView first = sealedVersion(PROJECT, name);
    String address = "/v1/datasets/" + first.dataset() + "?force=true";
    given().delete(address).then().statusCode(200);

    restored(restore(first.id(), ""));
    assertThat(found(name, "")).containsExactly(first.id());
    given().delete(address).then().statusCode(200);
    VersionView next = create(PROJECT, name);

    assertThat(next.dataset()).isEqualTo(first.dataset());
    assertThat(next.number()).isEqualTo("1.0.1");
    assertThat(found(name, "&unfinished=true")).containsExactly(next.id());
    assertThat(read(first.id()).trash()).isNotNull();
  }

  @Test
  void aDatasetGoesForGoodWithItsLastVersion() {
    VersionView only = create(PROJECT, fresh("last"));
    String address = "/v1/datasets/" + only.dataset();
    given().delete(address + "?force=true").then().statusCode(200);

    end(only.id());

    await().atMost(SOON).untilAsserted(() -> assertThat(get(address).statusCode()).isEqualTo(404));
  }

  private void end(UUID id) {
    database.run("UPDATE version SET purge = now() WHERE id = $1", id);
  }

  private static void awaitGone(UUID id) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(get("/v1/versions/" + id).statusCode()).isEqualTo(404));
  }

  private static List<UUID> found(String name, String more) {
    return get("/v1/versions?project=" + PROJECT + "&name=" + name + more)
        .jsonPath()
        .<String>getList("items.id")
        .stream()
        .map(UUID::fromString)
        .toList();
  }

  private static Response delete(UUID id, String query) {
    return given().delete("/v1/versions/" + id + query);
  }

  private static Response restore(UUID id, String query) {
    return Catalogue.post("/v1/versions/" + id + "/restore" + query);
  }

  private static DeleteResult deleted(Response response) {
    return as(response, 200, DeleteResult.class);
  }

  private static List<UUID> restored(Response response) {
    return as(response, 200, RestoreResult.class).restored();
  }
}
