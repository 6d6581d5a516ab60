package io.lamella.metadata.seal;

import static io.lamella.metadata.Catalogue.afterAllBefore;
import static io.lamella.metadata.Catalogue.await;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.finalizeVersion;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.say;
import static io.lamella.metadata.Catalogue.sealed;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.SealFailed;
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
import org.junit.jupiter.api.RepeatedTest;

/** What upload-service says meets what people want: the turn that is first decides for good. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class LateNewsRaceTest {
  private static final String PROJECT = "racing/news";
  private static final int ROUNDS = 8;

  @Inject Database database;

  @RepeatedTest(ROUNDS)
  void anAbortAndItsSealEndInOneOfBoth() {
    VersionView draft = create(PROJECT, fresh("abort"));
    long epoch = finalizeVersion(draft.id()).epoch();

    Response abort =
        Race.<Response>between(
                () -> post("/v1/versions/" + draft.id() + "/abort"),
                () -> {
                  sealed(draft.id(), epoch);
                  return read(draft);
                })
            .get(0);
    afterAllBefore(draft.id());

    VersionView left = Catalogue.read(draft.id());
    if (abort.statusCode() == 200) {
      assertThat(left.state()).isEqualTo(VersionState.ABORTED);
      assertThat(left.epoch()).isEqualTo(epoch + 1);
      assertThat(operation(draft)).isEqualTo("superseded");
    } else {
      assertThat(problem(abort, 409)).isEqualTo("wrong-state");
      assertThat(left.state()).isEqualTo(VersionState.FINAL);
      assertThat(left.epoch()).isEqualTo(epoch);
      assertThat(operation(draft)).isEqualTo("done");
    }
  }

  @RepeatedTest(ROUNDS)
  void aSealThatWasOvertakenNeverEndsTheResumedDraft() {
    VersionView draft = create(PROJECT, fresh("resume"));
    long epoch = finalizeVersion(draft.id()).epoch();

    List<List<Response>> answers =
        Race.between(
            () ->
                List.of(
                    post("/v1/versions/" + draft.id() + "/abort"),
                    post("/v1/versions/" + draft.id() + "/resume"),
                    post("/v1/versions/" + draft.id() + "/finalize")),
            () -> {
              sealed(draft.id(), epoch);
              say(EventType.SEAL_FAILED, draft.id(), failed(draft, epoch));
              sealed(draft.id(), epoch);
              return List.of();
            });
    afterAllBefore(draft.id());

    Response abort = answers.get(0).get(0);
    VersionView left = Catalogue.read(draft.id());
    if (abort.statusCode() != 200) {
      assertThat(problem(abort, 409)).isEqualTo("wrong-state");
      assertThat(problem(answers.get(0).get(1), 409)).isEqualTo("wrong-state");
      assertThat(answers.get(0).get(2).statusCode()).isEqualTo(200);
      assertThat(left.state()).isEqualTo(VersionState.FINAL);
      assertThat(left.epoch()).isEqualTo(epoch);
      return;
    }
    assertThat(answers.get(0)).extracting(Response::statusCode).containsExactly(200, 200, 202);
    assertThat(left.state()).isEqualTo(VersionState.UPLOADING);
    assertThat(left.sealing()).isTrue();
    assertThat(left.epoch()).isEqualTo(epoch + 3);
    sealed(draft.id(), epoch + 3);
    assertThat(await(draft.id(), VersionState.FINAL).epoch()).isEqualTo(epoch + 3);
  }

  private static SealFailed failed(VersionView draft, long epoch) {
    return new SealFailed(draft.id(), epoch, "missing-content", "a pack is gone");
  }

  private static Response read(VersionView draft) {
    return Catalogue.get("/v1/versions/" + draft.id());
  }

  private String operation(VersionView draft) {
    return database.text("SELECT status FROM operation WHERE version = $1", draft.id());
  }
}
