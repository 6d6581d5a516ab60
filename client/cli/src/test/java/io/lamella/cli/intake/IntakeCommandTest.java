package io.lamella.cli.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.Catalog;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.IntakeClosing;
import io.lamella.contracts.rest.IntakeRule;
import io.lamella.contracts.rest.IntakeView;
import io.lamella.contracts.rest.IntakeWindow;
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

class IntakeCommandTest {
  private static final DatasetView LIVE = Catalog.dataset("vision", "live");
  private static final String OF_LIVE = "/v1/datasets/" + LIVE.id() + "/intake";
  private static final IntakeWindow OPEN =
      new IntakeWindow(
          2, UUID.randomUUID(), "open", 3, 40, Instant.EPOCH, Instant.EPOCH, null, null, null);
  private static final IntakeView VIEW =
      new IntakeView(
          "vision",
          "live",
          new IntakeRule(
              "s3://raw/",
              null,
              null,
              null,
              List.of(),
              List.of(),
              new IntakeClosing(9L, null, null, null, null),
              false,
              "skip"),
          OPEN,
          List.of(),
          "eve",
          Instant.EPOCH);

  @TempDir Path temp;
  private Catalog catalog;

  @BeforeEach
  void start() throws IOException {
    catalog =
        new Catalog(temp)
            .answer("GET /v1/datasets?project=vision&name=live", Catalog.page(LIVE))
            .answer("GET " + OF_LIVE, VIEW)
            .answer("PUT " + OF_LIVE, VIEW)
            .answer("POST " + OF_LIVE + "/close", VIEW)
            .answer("DELETE " + OF_LIVE, "")
            .answer("POST /v1/datasets", LIVE);
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
    new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    assertThat(run.in(catalog.session())).isZero();
    return catalog.asked().get(catalog.asked().size() - 1);
  }

  private String set(String... arguments) throws IOException {
    IntakeSetCommand set = new IntakeSetCommand();
    return asked(set, set::run, arguments);
  }

  @Test
  void makesTheDatasetAndSetsItsRule() throws IOException {
    assertThat(
            set(
                "vision/raw/live",
                "--from",
                "s3://raw/",
                "--close-bytes",
                "2G",
                "--close-quiet",
                "5m",
                "--publish",
                "--on-error",
                "fail"))
        .isEqualTo("PUT " + OF_LIVE);

    assertThat(catalog.bodies().get(0)).contains("\"vision/raw\"", "\"live\"");
    assertThat(catalog.bodies().get(1))
        .contains(
            "\"from\":\"s3://raw/\"",
            "\"bytes\":2147483648",
            "\"quiet\":\"PT5M\"",
            "\"publish\":true",
            "\"onError\":\"fail\"");
  }

  @Test
  void showsClosesAndTakesAway() throws IOException {
    IntakeShowCommand show = new IntakeShowCommand();
    IntakeCloseCommand close = new IntakeCloseCommand();
    IntakeRemoveCommand remove = new IntakeRemoveCommand();

    assertThat(asked(show, show::run, "vision/live")).isEqualTo("GET " + OF_LIVE);
    assertThat(asked(close, close::run, "vision/live")).isEqualTo("POST " + OF_LIVE + "/close");
    assertThat(asked(remove, remove::run, "vision/live")).isEqualTo("DELETE " + OF_LIVE);
  }

  @Test
  void saysHowToWriteWhatIsNoDatasetOrTime() {
    assertThatThrownBy(() -> set("live", "--type", "t", "--close-files", "1"))
        .isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> set("vision/live", "--type", "t", "--close-quiet", "soon"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("soon");
  }
}
