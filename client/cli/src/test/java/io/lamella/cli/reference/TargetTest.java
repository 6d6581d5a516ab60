package io.lamella.cli.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cli.session.Catalog;
import io.lamella.cli.session.Common;
import io.lamella.cli.session.Session;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.VersionView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetTest {
  private static final VersionView FINAL = Catalog.version(VersionState.FINAL);
  private static final VersionView DRAFT = Catalog.version(VersionState.UPLOADING);

  @TempDir Path folder;
  private Catalog catalog;
  private Target target;
  private final VersionOptions options = new VersionOptions();

  @BeforeEach
  void start() throws IOException {
    catalog = new Catalog(folder);
    target = new Target(catalog.session());
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  @Test
  void asksForAVersionWhereThereIsNone() {
    Session session = Session.of(new Common(), Map.of("LAMELLA_HOME", folder.toString()), folder);

    assertThatThrownBy(() -> new Target(session).find(new VersionOptions()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("which version?");
  }

  @Test
  void aTagMeansAFinishedVersionWhereOneBearsIt() throws IOException {
    catalog
        .answer("GET /v1/resolve?ref=v%2Ff%40nightly&unfinished=true", DRAFT)
        .answer("GET /v1/resolve?ref=v%2Ff%40nightly", FINAL);
    options.id = "v/f@nightly";

    assertThat(target.find(options).id()).isEqualTo(FINAL.id());
    assertThat(target.current().find()).isEmpty();
  }

  @Test
  void aNumberMeansADraftWhereNoFinishedVersionHasIt() throws IOException {
    catalog.answer("GET /v1/resolve?ref=v%2Ff%401.0.1&unfinished=true", DRAFT);
    options.id = "v/f@1.0.1";

    assertThat(target.find(options).id()).isEqualTo(DRAFT.id());
    assertThat(target.current().find()).contains(DRAFT.id().toString());
  }

  @Test
  void whatIsInTheTrashIsToBeRestoredFirst() throws IOException {
    VersionView trashed = Catalog.trashed();
    catalog.answer("GET /v1/versions/" + trashed.id(), trashed);
    options.id = trashed.id().toString();

    assertThatThrownBy(() -> target.find(options))
        .isInstanceOfSatisfying(
            LamellaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_STATE))
        .hasMessageContaining("lamella restore " + trashed.id());
    assertThat(target.findOrTrashed(options).id()).isEqualTo(trashed.id());
  }

  @Test
  void latestNeverMeansADraft() {
    catalog.answer("GET /v1/resolve?ref=v%2Ff&unfinished=true", DRAFT);
    options.id = "v/f";

    assertThatThrownBy(() -> target.find(options))
        .isInstanceOfSatisfying(
            LamellaException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.VERSION_NOT_FOUND));
  }

  @Test
  void anyOfTheOptionsDescribesAVersion() throws IOException {
    catalog.answer("GET /v1/resolve?project=v&tags=golden%2Cday&states=PUBLISHED", FINAL);
    options.project = "v";
    options.tags = List.of("golden", "day");
    options.published = true;

    assertThat(target.find(options).id()).isEqualTo(FINAL.id());
  }

  @Test
  void saysSoWhenSeveralDatasetsMatch() {
    catalog.answer("GET /v1/resolve?tags=golden", Catalog.problem(ErrorCode.AMBIGUOUS));
    options.tags = List.of("golden");

    assertThatThrownBy(() -> target.find(options))
        .isInstanceOfSatisfying(
            LamellaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.AMBIGUOUS));
  }

  @Test
  void findsAnArchivedVersionByItsNumberOrTag() throws IOException {
    catalog.answer("GET /v1/resolve?project=v&name=f&number=1.0.0&includeArchived=true", FINAL);
    options.id = "v/f@1.0.0";
    assertThat(target.findArchived(options).id()).isEqualTo(FINAL.id());

    catalog.answer("GET /v1/resolve?project=v&name=f&tags=old&includeArchived=true", FINAL);
    options.id = "v/f@old";
    assertThat(target.findArchived(options).id()).isEqualTo(FINAL.id());
  }

  @Test
  void findsADatasetThatHasNoFinishedVersion() throws IOException {
    DatasetView dataset = Catalog.dataset("v/raw", "f");
    catalog.answer("GET /v1/datasets?project=v%2Fraw&name=f", Catalog.page(dataset));
    options.id = "v/raw/f";

    assertThat(target.dataset(options).id()).isEqualTo(dataset.id());
  }

  @Test
  void aDatasetOfAnAmbiguousNameMustBeNamedWithItsProject() {
    catalog.answer(
        "GET /v1/datasets?name=f",
        Catalog.page(Catalog.dataset("a", "f"), Catalog.dataset("b", "f")));
    options.name = "f";

    assertThatThrownBy(() -> target.dataset(options))
        .isInstanceOfSatisfying(
            LamellaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.AMBIGUOUS));
  }
}
