package io.lamella.metadata.version;

import static io.lamella.metadata.Catalogue.child;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.seal;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.event.VersionEvent;
import io.lamella.contracts.rest.VersionLink;
import io.lamella.contracts.rest.VersionView;
import io.lamella.metadata.Database;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is deleted for good. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class DeletingTest {
  private static final String PROJECT = "deleting";

  @Inject Database database;

  @Test
  void aDeletedVersionIsGoneAndToldOfInALaterTurn() {
    VersionView draft = create(PROJECT, fresh("draft"));

    assertThat(deleted(delete(draft.id(), ""))).containsExactly(draft.id());

    assertThat(problem(get("/v1/versions/" + draft.id()), 404)).isEqualTo("version-not-found");
    assertThat(problem(delete(draft.id(), ""), 404)).isEqualTo("version-not-found");
    VersionEvent event = told(draft);
    assertThat(event.version()).isEqualTo(draft.id());
    assertThat(event.epoch()).isEqualTo(draft.epoch() + 1);
  }

  @Test
  void childrenInAnyStateBlockUnlessTheyGoToo() {
    VersionView parent = sealedVersion(PROJECT, fresh("parent"));
    VersionView child = seal(child(parent.id()).id());
    VersionView grandchild = child(child.id());

    Response refused = delete(parent.id(), "");
    assertThat(problem(refused, 409)).isEqualTo("has-children");
    assertThat(refused.jsonPath().getString("detail"))
        .contains("@" + child.number(), "@" + grandchild.number());
    assertThat(read(parent.id()).children())
        .extracting(VersionLink::id)
        .containsExactly(child.id());

    assertThat(deleted(delete(parent.id(), "?cascade=true&dryRun=true"))).hasSize(3);
    assertThat(read(grandchild.id()).id()).isEqualTo(grandchild.id());
    assertThat(deleted(delete(parent.id(), "?cascade=true")))
        .containsExactly(parent.id(), child.id(), grandchild.id());
    assertThat(problem(get("/v1/versions/" + child.id()), 404)).isEqualTo("version-not-found");
  }

  @Test
  void whatIsPublishedNeedsForce() {
    VersionView parent = sealedVersion(PROJECT, fresh("published"));
    VersionView child = seal(child(parent.id()).id());
    post("/v1/versions/" + child.id() + "/publish").then().statusCode(200);

    Response refused = delete(parent.id(), "?cascade=true");

    assertThat(problem(refused, 409)).isEqualTo("wrong-state");
    assertThat(refused.jsonPath().getString("detail")).contains("@" + child.number());
    assertThat(deleted(delete(parent.id(), "?cascade=true&force=true"))).hasSize(2);
  }

  @Test
  void aWholeDatasetNeedsForceAndNoChildrenElsewhere() {
    VersionView first = sealedVersion(PROJECT, fresh("whole"));
    VersionView second = seal(child(first.id()).id());
    VersionView elsewhere =
        create(PROJECT, fresh("elsewhere"), Map.of("parents", List.of(second.id().toString())));
    String address = "/v1/datasets/" + first.dataset();

    assertThat(problem(given().delete(address + "?now=true"), 409)).isEqualTo("wrong-state");
    assertThat(problem(given().delete(address + "?now=true&force=true"), 409))
        .isEqualTo("has-children");
    delete(elsewhere.id(), "").then().statusCode(200);
    assertThat(deleted(given().delete(address + "?now=true&dryRun=true"))).hasSize(2);
    assertThat(deleted(given().delete(address + "?now=true&force=true")))
        .containsExactly(first.id(), second.id());

    assertThat(problem(get(address), 404)).isEqualTo("dataset-not-found");
  }

  @Test
  void aVersionThatIsPublishedMeanwhileStays() {
    VersionView sealed = sealedVersion(PROJECT, fresh("race"));

    Response refused =
        database.whileOpen(
            "UPDATE version SET state = 'PUBLISHED', row_version = row_version + 1 WHERE id = $1",
            sealed.id(),
            () -> delete(sealed.id(), ""));

    assertThat(problem(refused, 409)).isEqualTo("wrong-state");
    assertThat(read(sealed.id()).state()).isEqualTo(VersionState.PUBLISHED);
  }

  @Test
  void aDeletionIsALaterTurnThanTheOneThatCameMeanwhile() {
    VersionView draft = create(PROJECT, fresh("race"));

    Response gone =
        database.whileOpen(
            "UPDATE version SET sealing = true, epoch = epoch + 1, row_version = row_version + 1"
                + " WHERE id = $1",
            draft.id(),
            () -> delete(draft.id(), ""));

    assertThat(deleted(gone)).containsExactly(draft.id());
    assertThat(told(draft).epoch()).isEqualTo(draft.epoch() + 2);
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
    assertThat(read(parent.id()).id()).isEqualTo(parent.id());
  }

  @Test
  void aVersionThatIsBuiltOnItMeanwhileGoesInACascadeToo() {
    VersionView parent = sealedVersion(PROJECT, fresh("race"));
    VersionView other = create(PROJECT, fresh("other"));

    Response cascade =
        database.whileOpen(
            "INSERT INTO version_parent (version, position, parent) SELECT id, 0, $1 FROM version"
                + " WHERE id = '"
                + other.id()
                + "'",
            parent.id(),
            () -> delete(parent.id(), "?cascade=true"));

    assertThat(deleted(cascade)).containsExactly(parent.id(), other.id());
  }

  @Test
  void aLineGoesWhateverItsClocksSay() {
    VersionView parent = sealedVersion(PROJECT, fresh("skewed"));
    database.run(
        "INSERT INTO version SELECT (jsonb_populate_record(v, jsonb_build_object('id',"
            + " gen_random_uuid(), 'number', 'early', 'number_key', '0early', 'created',"
            + " v.created - interval '1 h', 'state', 'UPLOADING', 'digest', NULL, 'root', NULL))).*"
            + " FROM version v WHERE id = $1",
        parent.id());
    database.run(
        "INSERT INTO version_parent (version, position, parent) SELECT id, 0, $1 FROM version WHERE"
            + " number = 'early' AND dataset = (SELECT dataset FROM version WHERE id = $1)",
        parent.id());

    assertThat(deleted(delete(parent.id(), "?cascade=true"))).hasSize(2).contains(parent.id());
  }

  @Test
  void aDatasetGoesHoweverManyVersionsItHas() {
    VersionView first = sealedVersion(PROJECT, fresh("many"));
    database.run(
        "INSERT INTO version SELECT (jsonb_populate_record(v, jsonb_build_object('id',"
            + " gen_random_uuid(), 'number', 'n' || i, 'number_key', '0n' || i,"
            + " 'state', 'UPLOADING', 'digest', NULL, 'root', NULL))).*"
            + " FROM version v, generate_series(1, 10100) i WHERE id = $1",
        first.id());
    database.run(
        "INSERT INTO version_parent (version, position, parent) SELECT id, 0, $1 FROM version WHERE"
            + " id <> $1 AND dataset = (SELECT dataset FROM version WHERE id = $1)",
        first.id());
    String address = "/v1/datasets/" + first.dataset();

    assertThat(deleted(given().delete(address + "?now=true&force=true"))).hasSize(10_101);

    assertThat(problem(get(address), 404)).isEqualTo("dataset-not-found");
    assertThat(problem(get("/v1/versions/" + first.id()), 404)).isEqualTo("version-not-found");
  }

  private static VersionEvent told(VersionView deleted) {
    return TestTopics.body(
        TestTopics.await(
            Topic.VERSIONS,
            r ->
                deleted.dataset().toString().equals(r.key())
                    && TestTopics.header(r, "ce_type").equals(EventType.VERSION_DELETED)),
        VersionEvent.class);
  }

  private static Response delete(UUID id, String query) {
    return given().delete("/v1/versions/" + id + "?now=true" + query.replace('?', '&'));
  }

  private static List<UUID> deleted(Response response) {
    response.then().statusCode(200);
    return response.jsonPath().<String>getList("deleted").stream().map(UUID::fromString).toList();
  }
}
