package io.lamella.metadata.version;

import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.finalizeVersion;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.openDraft;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.seal;
import static io.lamella.metadata.Catalogue.sealed;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.rest.VersionLink;
import io.lamella.contracts.rest.VersionView;
import io.lamella.contracts.ticket.Ticket.Right;
import io.lamella.kit.ticket.TicketReader;
import io.lamella.metadata.Catalogue;
import io.lamella.metadata.Database;
import io.lamella.testkit.Race;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The draft that files go into which come for a dataset. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class OpenDraftTest {
  private static final int RACERS = 24;

  @Inject Database database;
  @Inject TicketReader tickets;

  private final String project = fresh("open") + "/deep";
  private final String name = fresh("frames");

  @Test
  void whatIsMissingIsMadeAndFoundFromThenOn() {
    VersionView made = openDraft(project, name);
    VersionView found = openDraft(project, name);

    assertThat(made.state()).isEqualTo(VersionState.UPLOADING);
    assertThat(made.project()).isEqualTo(project);
    assertThat(made.name()).isEqualTo(name);
    assertThat(made.number()).isEqualTo("1.0.0");
    assertThat(made.parents()).isEmpty();
    assertThat(found.id()).isEqualTo(made.id());
    assertThat(tickets.read(String.valueOf(found.ticket())).version()).isEqualTo(made.id());
    assertThat(tickets.read(String.valueOf(found.ticket())).rights()).contains(Right.WRITE);
  }

  @RepeatedTest(3)
  void allWhoAskAtTheSameTimeGetTheSameDraft() {
    List<VersionView> got = Race.of(RACERS, () -> openDraft(project, name));

    assertThat(got).extracting(VersionView::id).containsOnly(got.get(0).id());
    assertThat(database.count("version WHERE dataset = $1", got.get(0).dataset())).isEqualTo(1);
  }

  /** Of those who ask while it is closed some get the one before, the others wait for its end. */
  @RepeatedTest(3)
  void noDraftIsBegunBesideOneThatIsClosedMeanwhile() {
    VersionView first = openDraft(project, name);

    List<Response> answers =
        Race.between(
            Stream.concat(
                    Stream.generate(this::ask).limit(RACERS),
                    Stream.<Callable<Response>>of(
                        () -> post("/v1/versions/" + first.id() + "/finalize")))
                .toList());

    HashSet<String> others = new HashSet<>();
    for (Response answer : answers.subList(0, RACERS)) {
      if (answer.statusCode() == 200) {
        assertThat(answer.jsonPath().getUUID("id")).isEqualTo(first.id());
        assertThat(answer.jsonPath().getBoolean("sealing")).isFalse();
      } else {
        others.add(problem(answer, 409));
      }
    }
    assertThat(others).isSubsetOf("sealing");
    assertThat(database.count("version WHERE dataset = $1", first.dataset())).isEqualTo(1);
  }

  private Callable<Response> ask() {
    return () -> post("/v1/open-drafts", Map.of("project", project, "dataset", name));
  }

  @Test
  void theNextOneBuildsOnWhatWasFinishedAndWaitsForIt() throws Exception {
    VersionView first = openDraft(project, name);
    long epoch = finalizeVersion(first.id()).epoch();

    Response early = ask().call();
    sealed(first.id(), epoch);
    Catalogue.await(first.id(), VersionState.FINAL);
    VersionView second = openDraft(project, name);

    assertThat(problem(early, 409)).isEqualTo("sealing");
    assertThat(early.jsonPath().getString("detail")).contains(name + "@1.0.0", "try again");
    assertThat(second.number()).isEqualTo("1.0.1");
    assertThat(second.parents()).extracting(VersionLink::id).containsExactly(first.id());
  }

  @Test
  void theNewestOpenDraftIsTaken() {
    VersionView done = seal(create(project, name).id());
    VersionView older = create(project, name);
    VersionView newer = create(project, name);
    VersionView aborted = create(project, name);
    post("/v1/versions/" + aborted.id() + "/abort").then().statusCode(200);
    VersionView hidden = create(project, name);
    post("/v1/versions/" + hidden.id() + "/archive").then().statusCode(200);
    VersionView closing = create(project, name);
    finalizeVersion(closing.id());

    assertThat(openDraft(project, name).id()).isEqualTo(newer.id());
    post("/v1/versions/" + newer.id() + "/abort").then().statusCode(200);
    assertThat(openDraft(project, name).id()).isEqualTo(older.id());
    assertThat(read(done.id()).children()).isEmpty();
  }

  @Test
  void anArchivedDatasetTakesNothing() throws Exception {
    UUID dataset = openDraft(project, name).dataset();
    post("/v1/datasets/" + dataset + "/archive").then().statusCode(200);

    Response refused = ask().call();

    assertThat(problem(refused, 409)).isEqualTo("wrong-state");
    assertThat(refused.jsonPath().getString("detail")).contains("unarchive");
  }

  @Test
  void aDatasetOfTheTrashIsInUseAgainWithANewDraft() {
    VersionView before = seal(openDraft(project, name).id());
    given().delete("/v1/datasets/" + before.dataset() + "?force=true").then().statusCode(200);

    VersionView made = openDraft(project, name);

    assertThat(made.dataset()).isEqualTo(before.dataset());
    assertThat(made.parents()).isEmpty();
    assertThat(database.count("dataset WHERE id = $1 AND trashed IS NULL", made.dataset()))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"project\": \"p\"}", "{\"dataset\": \"d\"}", "null", "[]"})
  void bothNamesAreNeeded(String body) {
    Response answer = given().contentType("application/json").body(body).post("/v1/open-drafts");

    assertThat(problem(answer, 400)).isEqualTo("invalid-request");
  }

  @Test
  void namesOfAnotherFormAreRefused() {
    assertThat(problem(post("/v1/open-drafts", Map.of("project", "a//b", "dataset", "d")), 400))
        .isEqualTo("invalid-request");
    assertThat(problem(post("/v1/open-drafts", Map.of("project", "p", "dataset", "a@b")), 400))
        .isEqualTo("invalid-request");
  }
}
