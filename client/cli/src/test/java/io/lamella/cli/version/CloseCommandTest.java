package io.lamella.cli.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cli.reference.CurrentVersion;
import io.lamella.cli.session.Catalog;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.OperationView;
import io.lamella.contracts.rest.VersionView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CloseCommandTest {
  private static final VersionView DRAFT = Catalog.version(VersionState.UPLOADING);

  @TempDir Path temp;
  private Catalog catalog;
  private CurrentVersion current;

  @BeforeEach
  void start() throws IOException {
    catalog = new Catalog(temp).answer("GET /v1/versions/" + DRAFT.id(), DRAFT);
    current = new CurrentVersion(catalog.session());
    current.set(DRAFT.id());
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  private int close(String... arguments) throws IOException {
    CloseCommand close = new CloseCommand();
    new CommandLine(close).parseArgs(arguments);
    return close.run(catalog.session());
  }

  private void finalizing(String status, @Nullable Failure failure) {
    catalog.answer(
        "POST /v1/versions/" + DRAFT.id() + "/finalize",
        new OperationView(
            DRAFT.id() + ".2",
            DRAFT.id(),
            2,
            status,
            VersionState.UPLOADING,
            failure,
            Instant.now(),
            null));
  }

  @Test
  void endsTheCurrentVersionThoughItDoesNotWait() throws IOException {
    finalizing("running", null);

    assertThat(close("--no-wait")).isZero();

    assertThat(current.find()).isEmpty();
  }

  @Test
  void saysWhatToDoWhenContentWasLost() {
    Failure failure = new Failure(ErrorCode.MISSING_CONTENT.code(), "2 packs are gone");
    finalizing("failed", failure);
    catalog.whenAsked(
        "GET /v1/versions/" + DRAFT.id(),
        () -> Catalog.version(DRAFT.id(), VersionState.FAILED, false, failure));

    assertThatThrownBy(this::close)
        .isInstanceOfSatisfying(
            LamellaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SEAL_FAILED))
        .hasMessageContaining("2 packs are gone")
        .hasMessageContaining("resume it, add the same files again");
  }
}
