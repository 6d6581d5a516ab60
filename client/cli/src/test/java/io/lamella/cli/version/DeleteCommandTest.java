package io.lamella.cli.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cli.reference.CurrentVersion;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.Catalog;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.rest.DeleteResult;
import io.lamella.contracts.rest.RestoreResult;
import io.lamella.contracts.rest.VersionView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DeleteCommandTest {
  private static final VersionView FINAL = Catalog.version(VersionState.FINAL);
  private static final String ADDRESS = "/v1/versions/" + FINAL.id();

  @TempDir Path temp;
  private Catalog catalog;

  @BeforeEach
  void start() throws IOException {
    catalog =
        new Catalog(temp)
            .answer("GET " + ADDRESS, FINAL)
            .answer(
                "DELETE " + ADDRESS + "?now=true",
                new DeleteResult(List.of(FINAL.id()), null, null))
            .answer(
                "DELETE " + ADDRESS,
                new DeleteResult(List.of(FINAL.id()), null, Instant.parse("2026-12-04T00:00:00Z")))
            .answer("GET /v1/versions?", Catalog.page(FINAL));
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  private int delete(String... arguments) throws IOException {
    DeleteCommand delete = new DeleteCommand();
    new CommandLine(delete).parseArgs(arguments);
    return delete.run(catalog.session());
  }

  @Test
  void putsIntoTheTrashUnlessItIsToGoNow() throws IOException {
    assertThat(delete(FINAL.id().toString())).isZero();

    assertThat(catalog.asked()).contains("DELETE " + ADDRESS);
  }

  @Test
  void endsTheCurrentVersionThatItDeletes() throws IOException {
    CurrentVersion current = new CurrentVersion(catalog.session());
    current.set(FINAL.id());

    delete();

    assertThat(current.find()).isEmpty();
  }

  @Test
  void deletesForGoodOnlyWhatSomebodySaidYesTo() throws IOException {
    assertThatThrownBy(() -> delete(FINAL.id().toString(), "--now", "--force"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--yes");
    assertThat(catalog.asked()).isEmpty();

    assertThat(delete(FINAL.id().toString(), "--now", "--yes")).isZero();

    assertThat(catalog.asked()).contains("DELETE " + ADDRESS + "?now=true");
  }

  @Test
  void showsWhatACascadeTakesBeforeItDoes() throws IOException {
    delete(FINAL.id().toString(), "--cascade");

    assertThat(catalog.asked())
        .containsSubsequence(
            "DELETE " + ADDRESS + "?cascade=true&dryRun=true",
            "DELETE " + ADDRESS + "?cascade=true");
    assertThat(catalog.asked()).anyMatch(asked -> asked.startsWith("GET /v1/versions?ids="));
  }

  @Test
  void findsForGoodWhatIsInTheTrashAlready() throws IOException {
    catalog
        .answer("GET /v1/resolve?ref=", Catalog.problem(ErrorCode.VERSION_NOT_FOUND))
        .answer(
            "GET /v1/resolve?project=v&name=f&number=1.0.0&includeArchived=true&trash=true", FINAL);

    assertThat(delete("v/f@1.0.0", "--now", "--yes")).isZero();

    assertThat(catalog.asked()).endsWith("DELETE " + ADDRESS + "?now=true");
  }

  @Test
  void restoresByNameWhatHasNoneInUse() throws IOException {
    catalog
        .answer(
            "GET /v1/resolve?project=v&name=f&number=1.0.0&includeArchived=true&trash=true", FINAL)
        .answer("POST " + ADDRESS + "/restore", new RestoreResult(List.of(FINAL.id())));
    RestoreCommand restore = new RestoreCommand();
    new CommandLine(restore).parseArgs("v/f@1.0.0", "--cascade");

    assertThat(restore.run(catalog.session())).isZero();

    assertThat(catalog.asked()).endsWith("POST " + ADDRESS + "/restore?cascade=true");
  }
}
