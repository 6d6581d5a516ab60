package io.lamella.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.Catalog;
import io.lamella.cli.session.Ignored;
import io.lamella.cli.session.Session;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.rest.OperationView;
import io.lamella.contracts.rest.ServerInfo;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.sync.RememberedDraft;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SyncTargetTest {
  private static final String LATEST = "GET /v1/resolve?ref=v%2Ff%40latest";

  @TempDir Path temp;
  private Catalog catalog;
  private Session session;

  @BeforeEach
  void start() throws IOException {
    catalog = new Catalog(temp);
    session = catalog.session();
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  @Command
  private static final class Line {
    @Mixin private final SyncTarget target = new SyncTarget();
    @Mixin private final ScanOptions scan = new ScanOptions();
    @Mixin private final Ignored.Transfer ignored = new Ignored.Transfer();
  }

  private SyncTarget.Found find(String... arguments) throws IOException {
    Line line = new Line();
    new CommandLine(line).parseArgs(arguments);
    return line.target.find(session, line.scan, line.ignored);
  }

  private static OperationView operation(UUID version, String status, @Nullable Instant ended) {
    return new OperationView(
        version + ".2", version, 2, status, VersionState.UPLOADING, null, Instant.now(), ended);
  }

  @Test
  void aNewDatasetIsMadeInTheStoreThatIsNamed() throws IOException {
    SyncTarget.Found found =
        find("--project", "v", "--name", "f", "--folder", ".", "--output-uri", "file:/other");

    assertThat(found.request().wish().storage()).isEqualTo("file:/other");
    assertThat(found.request().base()).isNull();
  }

  @Test
  void aDatasetIsNotMovedToAnotherStore() {
    catalog.answer(LATEST, Catalog.version(VersionState.FINAL));

    assertThatThrownBy(
            () -> find("--project", "v", "--name", "f", "--folder", ".", "--storage", "file:/o"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("storage migrate");
  }

  @Test
  void aStoreThatTheDatasetLiesInMayBeSaidByItsName() throws IOException {
    VersionView latest = Catalog.version(VersionState.FINAL);
    catalog.answer(LATEST, latest);
    catalog.answer(
        "GET /v1/info",
        new ServerInfo("1", List.of(), List.of(), Map.of("lake", latest.storage(), "o", "s3://o")));

    assertThat(find("--project", "v", "--name", "f", "--folder", ".", "--storage", "lake"))
        .isNotNull();
    assertThatThrownBy(
            () -> find("--project", "v", "--name", "f", "--folder", ".", "--storage", "o"))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void aReferenceToADatasetThatIsNotThereMakesIt() throws IOException {
    catalog.answer("GET /v1/resolve?ref=v%2Ff", Catalog.problem(ErrorCode.DATASET_NOT_FOUND));

    SyncTarget.Found found = find("v/f", "--folder", ".", "--dataset-folder", "./x/");

    assertThat(found.request().wish().project()).isEqualTo("v");
    assertThat(found.request().wish().name()).isEqualTo("f");
    assertThat(found.request().folder().prefix()).hasToString("x");
  }

  @Test
  void saysWhatMadeTheVersion() throws IOException {
    SyncTarget.Found found = find("--project", "v", "--name", "f", "--folder", ".");

    assertThat(found.request().wish().producedBy())
        .containsEntry("folder", catalog.folder().toString())
        .containsKeys("command", "user");
  }

  @Test
  void waitsForItsOwnDraftThatIsBeingSealedAndBuildsOnIt() throws IOException {
    // Given
    VersionView sealing = Catalog.version(UUID.randomUUID(), VersionState.UPLOADING, true, null);
    VersionView sealed = Catalog.version(sealing.id(), VersionState.FINAL, false, null);
    String server = session.client().server().toString();
    new RememberedDraft(session.home(), server, "v/f", catalog.folder()).remember(sealing.id());
    catalog
        .answer("GET /v1/versions/" + sealing.id(), sealing)
        .answer(
            "POST /v1/versions/" + sealing.id() + "/finalize",
            operation(sealing.id(), "running", null));
    catalog.whenAsked(
        "GET /v1/operations/" + sealing.id() + ".2",
        () -> {
          catalog.answer("GET /v1/versions/" + sealing.id(), sealed);
          return operation(sealing.id(), "done", Instant.now());
        });

    // When
    SyncTarget.Found found = find("--project", "v", "--name", "f", "--folder", ".");

    // Then
    assertThat(found.request().draft()).isNull();
    assertThat(found.request().base())
        .isNotNull()
        .satisfies(base -> assertThat(base.state()).isEqualTo(VersionState.FINAL));
  }
}
