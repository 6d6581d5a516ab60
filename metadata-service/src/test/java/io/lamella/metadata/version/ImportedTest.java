package io.lamella.metadata.version;

import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.finalizeVersion;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.seal;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static io.lamella.metadata.Catalogue.toldUntil;
import static io.lamella.metadata.Catalogue.version;
import static io.lamella.metadata.Catalogue.wish;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.VersionId;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.VersionView;
import io.lamella.testkit.Race;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What importing versions from elsewhere asks of the catalog. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ImportedTest {
  private static final String PROJECT = "imported";
  private static final Map<String, Object> DAMAGED =
      Map.of("code", "import-damaged", "detail", "2 files are missing");

  @Test
  void aVersionGetsTheIdThatIsAskedForHoweverOftenItIsSent() {
    UUID id = UUID.randomUUID();
    Map<String, Object> wish = withId(id, fresh("given"), "3.1.0");

    List<VersionView> made = Race.of(6, () -> version(post("/v1/versions", wish), 201));

    assertThat(made).extracting(VersionView::id).containsOnly(id);
    assertThat(read(id).number()).isEqualTo("3.1.0");
  }

  @Test
  void anIdAsClearmlWritesItNamesTheVersion() {
    UUID id = seal(create(PROJECT, fresh("plain")).id()).id();

    assertThat(version(get("/v1/resolve?ref=" + VersionId.plain(id)), 200).id()).isEqualTo(id);
    assertThat(get("/v1/versions?ids=" + VersionId.plain(id)).jsonPath().getList("items.id"))
        .containsExactly(id.toString());
    VersionView child =
        version(post("/v1/versions", Map.of("parents", List.of(VersionId.plain(id)))), 201);
    assertThat(child.parents()).singleElement().satisfies(p -> assertThat(p.id()).isEqualTo(id));
  }

  @Test
  void anIdThatAnotherVersionHasIsRefused() {
    String name = fresh("taken");
    VersionView first = create(PROJECT, name, Map.of("number", "1.0.0"));

    assertThat(problem(post("/v1/versions", withId(first.id(), name, "2.0.0")), 409))
        .isEqualTo("id-taken");
    assertThat(problem(post("/v1/versions", withId(first.id(), fresh("other"), null)), 409))
        .isEqualTo("id-taken");
    assertThat(version(post("/v1/versions", withId(first.id(), name, null)), 201).number())
        .isEqualTo("1.0.0");
  }

  @Test
  void anIdThatSeveralDatasetsWantAtOnceGoesToOneOfThem() {
    UUID id = UUID.randomUUID();

    List<Response> answers =
        Race.of(6, () -> post("/v1/versions", withId(id, fresh("wanting"), null)));

    assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() != 201)
        .hasSize(5)
        .allSatisfy(answer -> assertThat(problem(answer, 409)).isEqualTo("id-taken"));
  }

  @Test
  void aDraftThatCannotBeFilledWholeFailsWithItsCause() {
    VersionView draft = create(PROJECT, fresh("damaged"));

    VersionView failed = version(post("/v1/versions/" + draft.id() + "/fail", DAMAGED), 200);
    VersionView again = version(post("/v1/versions/" + draft.id() + "/fail", DAMAGED), 200);

    assertThat(failed.state()).isEqualTo(VersionState.FAILED);
    assertThat(failed.failure()).isEqualTo(new Failure("import-damaged", "2 files are missing"));
    assertThat(failed.epoch()).isEqualTo(draft.epoch() + 1);
    assertThat(again.epoch()).isEqualTo(failed.epoch());
    assertThat(toldUntil(draft.dataset(), EventType.VERSION_FAILED))
        .containsExactly(EventType.VERSION_CREATED, EventType.VERSION_FAILED);
    VersionView resumed = version(post("/v1/versions/" + draft.id() + "/resume"), 200);
    assertThat(resumed.state()).isEqualTo(VersionState.UPLOADING);
    assertThat(resumed.failure()).isNull();
  }

  @Test
  void onlyAnOpenDraftCanFail() {
    VersionView sealed = sealedVersion(PROJECT, fresh("sealed"));
    VersionView sealing = create(PROJECT, fresh("sealing"));
    finalizeVersion(sealing.id());

    assertThat(problem(post("/v1/versions/" + sealed.id() + "/fail", DAMAGED), 409))
        .isEqualTo("wrong-state");
    assertThat(problem(post("/v1/versions/" + sealing.id() + "/fail", DAMAGED), 409))
        .isEqualTo("sealing");
    assertThat(read(sealed.id()).state()).isEqualTo(VersionState.FINAL);
  }

  @ParameterizedTest
  @CsvSource(
      value = {"seal-failed", "'no such code'", "NULL"},
      nullValues = "NULL")
  void aWriterGivesNoCauseThatTheServicesFindOut(String code) {
    VersionView draft = create(PROJECT, fresh("draft"));
    Map<String, Object> cause = new HashMap<>();
    cause.put("code", code);

    assertThat(problem(post("/v1/versions/" + draft.id() + "/fail", cause), 400))
        .isEqualTo("invalid-request");
    assertThat(read(draft.id()).state()).isEqualTo(VersionState.UPLOADING);
  }

  private static Map<String, Object> withId(UUID id, String name, String number) {
    Map<String, Object> wish = wish(PROJECT, name);
    wish.put("id", id.toString());
    if (number != null) {
      wish.put("number", number);
    }
    return wish;
  }
}
