package io.lamella.cli.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.Catalog;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.ProjectView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MoveCommandTest {
  private static final DatasetView FRAMES = Catalog.dataset("vision/raw", "frames");
  private static final String DATASET = "POST /v1/datasets/" + FRAMES.id() + "/move";
  private static final ProjectView RAW =
      new ProjectView(UUID.randomUUID(), "vision/raw", 1, Instant.now());
  private static final String PROJECT = "POST /v1/projects/" + RAW.id() + "/move";

  @TempDir Path temp;
  private Catalog catalog;

  @BeforeEach
  void start() throws IOException {
    catalog =
        new Catalog(temp)
            .answer("GET /v1/datasets?project=vision%2Fraw&name=frames", Catalog.page(FRAMES))
            .answer("GET /v1/projects?path=vision%2Fraw", Catalog.page(RAW))
            .answer("GET /v1/projects?path=", Catalog.page())
            .answer(DATASET, FRAMES)
            .answer(PROJECT, RAW);
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  private int move(String line) throws IOException {
    MoveCommand move = new MoveCommand();
    new CommandLine(move).parseArgs(line.split(" "));
    return move.run(catalog.session());
  }

  private int rename(String line) throws IOException {
    RenameCommand rename = new RenameCommand();
    new CommandLine(rename).parseArgs(line.split(" "));
    return rename.run(catalog.session());
  }

  private void sent(String request, String body) {
    assertThat(catalog.asked()).endsWith(request);
    assertThat(catalog.bodies().get(catalog.bodies().size() - 1)).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vision/raw/frames images",
        "vision/raw/frames --new-name images",
        "--id vision/raw/frames images",
        "--project vision/raw --name frames images",
        "--project vision/raw --name frames --new-name images"
      })
  void renamesADatasetHoweverItIsNamed(String line) throws IOException {
    assertThat(rename(line)).isZero();

    sent(DATASET, "{\"project\":null,\"name\":\"images\"}");
  }

  @Test
  void movesADataset() throws IOException {
    assertThat(move("vision/raw/frames archive/old")).isZero();

    sent(DATASET, "{\"project\":\"archive/old\",\"name\":null}");
  }

  @Test
  void renamesAProjectWhereItStands() throws IOException {
    assertThat(rename("--project vision/raw originals")).isZero();

    sent(PROJECT, "{\"path\":\"vision/originals\"}");
  }

  @Test
  void movesAProjectWithItsName() throws IOException {
    assertThat(move("--project vision/raw archive/old")).isZero();
    sent(PROJECT, "{\"path\":\"archive/old/raw\"}");

    assertThat(move("--project vision/raw --new-project /")).isZero();
    sent(PROJECT, "{\"path\":\"raw\"}");
  }

  @Test
  void saysThatThereIsNoSuchProject() {
    assertThatThrownBy(() -> move("--project vision/row archive"))
        .isInstanceOfSatisfying(
            LamellaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
        .hasMessageContaining("vision/row");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--project vision/raw",
        "vision/raw/frames other --new-name images",
        "vision/raw/frames images --project vision/raw",
        "--project vision/raw a/b"
      })
  void asksForWhatIsMissingOrMeantTwice(String line) {
    assertThatThrownBy(() -> rename(line)).isInstanceOf(UsageException.class);
    assertThat(catalog.asked()).isEmpty();
  }
}
