package io.lamella.cli.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cli.reference.CurrentVersion;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.Catalog;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.LogLine;
import io.lamella.contracts.rest.VersionView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LogCommandTest {
  private static final VersionView VERSION = Catalog.version(VersionState.ABORTED);

  private static final String LOG = "GET /v1/versions/" + VERSION.id() + "/log";

  @TempDir Path temp;
  private Catalog catalog;

  @BeforeEach
  void start() throws IOException {
    catalog = new Catalog(temp);
    LogLine line = new LogLine(7, Instant.now(), "eve", "service", "created");
    catalog
        .answer("GET /v1/versions/" + VERSION.id() + "/lineage", List.of())
        .answer(LOG + "?after=0", Catalog.page(line))
        .answer(LOG + "?after=7", Catalog.problem(ErrorCode.VERSION_NOT_FOUND))
        .answer("GET /v1/versions/" + VERSION.id(), VERSION)
        .answer("GET /v1/resolve?", VERSION);
    new CurrentVersion(catalog.session()).set(VERSION.id());
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  private int log(String... arguments) throws IOException {
    LogCommand log = new LogCommand();
    new CommandLine(log).parseArgs(arguments);
    return log.run(catalog.session());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v/f -- a/train.csv",
        "v/f a/train.csv",
        "--id v/f -- a/train.csv",
        "--id v/f a/train.csv",
        "--project v --name f -- a/train.csv",
        "-- a/train.csv"
      })
  void knowsThePathFromTheVersion(String line) {
    assertThatThrownBy(() -> log(line.split(" ")))
        .isInstanceOf(LamellaException.class)
        .hasMessageContaining("a/train.csv");
    assertThat(catalog.asked()).noneMatch(asked -> asked.contains("train"));
  }

  @Test
  void aSingleArgumentIsTheVersion() throws IOException {
    assertThat(log("v/f")).isZero();
    assertThat(catalog.asked()).first().isEqualTo("GET /v1/resolve?ref=v%2Ff");
  }

  @Test
  void takesOneVersionAndOnePath() {
    assertThatThrownBy(() -> log("v/f", "--id", "v/f", "--", "a"))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void theConsoleIsGoneOnWithAfterItsLastLine() {
    assertThatThrownBy(() -> log("--console", "v/f", "--follow"))
        .isInstanceOf(LamellaException.class);

    assertThat(catalog.asked()).contains(LOG + "?after=0&limit=1000", LOG + "?after=7&limit=1000");
  }

  @Test
  void writesIntoTheConsole() throws IOException {
    String append = "POST /v1/versions/" + VERSION.id() + "/log";
    catalog.answer(append, Map.of());

    assertThat(log("--console", "v/f", "--write", "labels done")).isZero();

    assertThat(catalog.asked()).last().isEqualTo(append);
    assertThat(catalog.bodies()).last().asString().contains("\"lines\":[\"labels done\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"v/f --follow", "v/f --write x", "--console v/f b", "--console v/f --id x"})
  void refusesWhatDoesNotGoTogether(String line) {
    assertThatThrownBy(() -> log(line.split(" "))).isInstanceOf(UsageException.class);
  }
}
