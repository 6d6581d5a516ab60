package io.lamella.metadata.version;

import static io.lamella.metadata.Catalogue.await;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.finalizeVersion;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.sealed;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static io.lamella.metadata.Catalogue.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.rest.OperationView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.metadata.Catalogue;
import io.lamella.metadata.Database;
import io.lamella.testkit.Race;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;

/** Wishes that meet on one version: each is done once, in some order, and none breaks. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class TransitionRaceTest {
  private static final String PROJECT = "racing/turns";
  private static final int RACERS = 8;
  private static final int ROUNDS = 8;

  @Inject Database database;

  @RepeatedTest(ROUNDS)
  void whoeverFinalizesGetsTheSameOperation() {
    VersionView draft = create(PROJECT, fresh("finalize"));

    List<OperationView> operations = Race.of(RACERS, () -> finalizeVersion(draft.id()));

    assertThat(operations).containsOnly(operations.get(0));
    assertThat(operations.get(0).epoch()).isEqualTo(draft.epoch() + 1);
    assertThat(read(draft.id()).epoch()).isEqualTo(draft.epoch() + 1);
    assertThat(database.count("operation WHERE version = $1", draft.id())).isEqualTo(1);
  }

  @RepeatedTest(ROUNDS)
  void whoeverPublishesFindsItPublishedOnce() {
    VersionView sealed = sealedVersion(PROJECT, fresh("publish"));

    List<VersionView> published =
        Race.of(RACERS, () -> version(post("/v1/versions/" + sealed.id() + "/publish"), 200));

    assertThat(published)
        .allSatisfy(view -> assertThat(view.state()).isEqualTo(VersionState.PUBLISHED));
    assertThat(published).extracting(VersionView::updated).containsOnly(published.get(0).updated());
    post("/v1/versions/" + sealed.id() + "/archive").then().statusCode(200);
    assertThat(Catalogue.toldUntil(sealed.dataset(), EventType.VERSION_ARCHIVED))
        .filteredOn(EventType.VERSION_PUBLISHED::equals)
        .hasSize(1);
  }

  @RepeatedTest(ROUNDS)
  void whoeverAbortsOrResumesTakesOneTurn() {
    VersionView draft = create(PROJECT, fresh("abort"));
    finalizeVersion(draft.id());

    List<VersionView> aborted = Race.of(RACERS, () -> move(draft.id(), "abort"));
    List<VersionView> resumed = Race.of(RACERS, () -> move(draft.id(), "resume"));

    assertThat(aborted).extracting(VersionView::epoch).containsOnly(draft.epoch() + 2);
    assertThat(resumed).extracting(VersionView::epoch).containsOnly(draft.epoch() + 3);
    assertThat(read(draft.id()).state()).isEqualTo(VersionState.UPLOADING);
  }

  /** Finalized first: the seal is given up. Aborted first: there is nothing to finalize. */
  @RepeatedTest(ROUNDS)
  void anAbortEndsWhatIsFinalizedMeanwhile() {
    VersionView draft = create(PROJECT, fresh("both"));

    List<Response> answers =
        Race.between(
            () -> post("/v1/versions/" + draft.id() + "/finalize"),
            () -> post("/v1/versions/" + draft.id() + "/abort"));

    boolean finalized = answers.get(0).statusCode() < 300;
    assertThat(finalized ? "done" : answers.get(0).jsonPath().getString("code"))
        .isIn("done", "wrong-state");
    assertThat(answers.get(1).statusCode()).isEqualTo(200);
    VersionView left = read(draft.id());
    assertThat(left.state()).isEqualTo(VersionState.ABORTED);
    assertThat(left.epoch()).isEqualTo(draft.epoch() + (finalized ? 2 : 1));
    assertThat(database.count("operation WHERE version = $1 AND status = 'superseded'", draft.id()))
        .isEqualTo(finalized ? 1 : 0);
    assertThat(database.count("operation WHERE version = $1 AND status = 'running'", draft.id()))
        .isZero();
  }

  /** Tags come and go while the version takes its turns: no change of the one undoes the other. */
  @RepeatedTest(ROUNDS)
  void amendmentsAndTurnsDoNotUndoEachOther() {
    VersionView draft = create(PROJECT, fresh("amended"));

    Race.between(
        () -> finalizeVersion(draft.id()),
        () -> Catalogue.tag(draft.id(), "one"),
        () -> Catalogue.tag(draft.id(), "two"),
        () -> post("/v1/versions/" + draft.id() + "/archive").then().statusCode(200));

    VersionView left = read(draft.id());
    assertThat(left.sealing()).isTrue();
    assertThat(left.tags()).containsExactly("one", "two");
    assertThat(left.archived()).isTrue();
    sealed(draft.id(), draft.epoch() + 1);
    assertThat(await(draft.id(), VersionState.FINAL).tags()).containsExactly("one", "two");
  }

  private static VersionView move(UUID id, String move) {
    return version(post("/v1/versions/" + id + "/" + move), 200);
  }
}
