package io.lamella.cli.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cli.session.Catalog;
import io.lamella.cli.session.Session;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.CleanupRuleView;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.DeleteResult;
import io.lamella.contracts.rest.ProjectView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CleanupCommandTest {
  private static final DatasetView FRAMES = Catalog.dataset("vision", "frames");
  private static final DatasetView LABELS = Catalog.dataset("vision", "labels");
  private static final ProjectView VISION =
      new ProjectView(UUID.randomUUID(), "vision", 2, Instant.EPOCH);
  private static final CleanupRuleView RULE =
      new CleanupRuleView("vision", null, 3, true, null, "eve", Instant.EPOCH);
  private static final String OF_FRAMES = "/v1/datasets/" + FRAMES.id() + "/cleanup";
  private static final String OF_LABELS = "/v1/datasets/" + LABELS.id() + "/cleanup";
  private static final String OF_VISION = "/v1/projects/" + VISION.id() + "/cleanup-rule";

  @TempDir Path temp;
  private Catalog catalog;

  @BeforeEach
  void start() throws IOException {
    DeleteResult two =
        new DeleteResult(List.of(UUID.randomUUID(), UUID.randomUUID()), null, Instant.EPOCH);
    catalog =
        new Catalog(temp)
            .answer("GET /v1/datasets?project=vision&name=frames", Catalog.page(FRAMES))
            .answer("GET /v1/datasets?project=vision&below=true", Catalog.page(LABELS, FRAMES))
            .answer("GET /v1/projects?path=vision", Catalog.page(VISION))
            .answer("GET " + OF_FRAMES, RULE)
            .answer("PUT " + OF_FRAMES, RULE)
            .answer("DELETE " + OF_FRAMES, "")
            .answer("POST " + OF_FRAMES, two)
            .answer("POST " + OF_LABELS, Catalog.problem(ErrorCode.NOT_FOUND))
            .answer("GET " + OF_VISION, RULE)
            .answer("PUT " + OF_VISION, RULE)
            .answer("DELETE " + OF_VISION, "");
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  private interface Run {
    int in(Session session) throws IOException;
  }

  /** The last request, after a command that ended well. */
  private String asked(Object command, Run run, String... arguments) throws IOException {
    new CommandLine(command).parseArgs(arguments);
    assertThat(run.in(catalog.session())).isZero();
    return catalog.asked().get(catalog.asked().size() - 1);
  }

  private String set(String... arguments) throws IOException {
    CleanupSetCommand set = new CleanupSetCommand();
    return asked(set, set::run, arguments);
  }

  private String show(String... arguments) throws IOException {
    CleanupShowCommand show = new CleanupShowCommand();
    return asked(show, show::run, arguments);
  }

  private String remove(String... arguments) throws IOException {
    CleanupRemoveCommand remove = new CleanupRemoveCommand();
    return asked(remove, remove::run, arguments);
  }

  private String run(String... arguments) throws IOException {
    CleanupRunCommand run = new CleanupRunCommand();
    return asked(run, run::run, arguments);
  }

  @Test
  void ofADatasetOrOfAProject() throws IOException {
    assertThat(show("vision/frames")).isEqualTo("GET " + OF_FRAMES + "-rule");
    assertThat(show("--project", "vision")).isEqualTo("GET " + OF_VISION);
    assertThat(remove("--project", "vision", "--name", "frames"))
        .isEqualTo("DELETE " + OF_FRAMES + "-rule");
    assertThat(remove("--project", "vision")).isEqualTo("DELETE " + OF_VISION);
  }

  @Test
  void setsWhatStays() throws IOException {
    assertThat(set("vision/frames", "--keep-last", "3")).isEqualTo("PUT " + OF_FRAMES + "-rule");
    assertThat(body()).contains("\"keepLast\":3", "\"keepTagged\":true", "\"keepUsedDays\":null");
    set("--project", "vision", "--keep-last", "1", "--no-keep-tagged", "--keep-used", "30");
    assertThat(body()).contains("\"keepLast\":1", "\"keepTagged\":false", "\"keepUsedDays\":30");
    assertThatThrownBy(() -> new CommandLine(new CleanupSetCommand()).parseArgs("vision/frames"))
        .isInstanceOf(CommandLine.MissingParameterException.class);
  }

  @Test
  void runsTheSameForReal() throws IOException {
    assertThat(run("vision/frames", "--dry-run")).isEqualTo("POST " + OF_FRAMES + "?dryRun=true");
    assertThat(run("vision/frames")).isEqualTo("POST " + OF_FRAMES);
  }

  @Test
  void passesOverDatasetsOfAProjectThatHaveNoRule() throws IOException {
    run("--project", "vision");

    assertThat(catalog.asked()).contains("POST " + OF_LABELS, "POST " + OF_FRAMES);
    catalog.answer("POST " + OF_FRAMES, Catalog.problem(ErrorCode.NOT_FOUND));
    assertThatThrownBy(() -> run("vision/frames")).isInstanceOf(LamellaException.class);
  }

  private String body() {
    return catalog.bodies().get(catalog.bodies().size() - 1);
  }
}
