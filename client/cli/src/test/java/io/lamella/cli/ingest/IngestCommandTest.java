package io.lamella.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.cli.reference.CurrentVersion;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.Catalog;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.IngestView;
import io.lamella.sdk.server.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class IngestCommandTest {
  private static final String ID = Views.ID.toString();
  private static final String ONE = "GET /v1/ingests/" + ID;
  private static final IngestView DONE = Views.of("done", VersionState.FINAL);

  @TempDir Path temp;
  private Catalog catalog;

  @BeforeEach
  void start() throws IOException {
    catalog =
        new Catalog(temp)
            .answer("POST /v1/ingests/" + ID + "/retry", Views.of("accepted", null))
            .answer("POST /v1/ingests/" + ID + "/cancel", Views.of("cancelled", null))
            .answer("POST /v1/ingests", Views.of("accepted", null))
            .answer(ONE, DONE);
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  private int ingest(String... arguments) throws IOException {
    IngestCommand ingest = new IngestCommand();
    new CommandLine(ingest).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return ingest.run(catalog.session());
  }

  private JsonNode sent() throws IOException {
    return Json.MAPPER.readTree(catalog.bodies().get(0));
  }

  @Test
  void asksForWhatTheOptionsSayAndWaitsForTheEnd() throws IOException {
    Deque<IngestView> then =
        new ArrayDeque<>(List.of(Views.of("loading", VersionState.UPLOADING), DONE));
    catalog.whenAsked(ONE, then::remove);

    int exit =
        ingest(
            "s3://a/x/",
            "https://b/y.csv",
            "--project",
            "vision",
            "--name",
            "frames",
            "--parents",
            "@latest",
            "--version",
            "2.0.0",
            "--tags",
            "nightly",
            "eu",
            "--message",
            "why",
            "--mode",
            "sync",
            "--on-error",
            "skip",
            "--publish",
            "--key",
            "k1",
            "--include",
            "*.jpg",
            "--exclude",
            "tmp/",
            "--path",
            "raw");

    assertThat(exit).isZero();
    assertThat(catalog.asked()).containsExactly("POST /v1/ingests", ONE, ONE);
    assertThat(sent())
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"target": {"project": "vision", "dataset": "frames", "version": "2.0.0",
                  "parents": ["@latest"], "tags": ["nightly", "eu"], "message": "why",
                  "metadata": {}},
                 "sources": [
                  {"uri": "s3://a/x/", "list": false, "content": null, "base64": null,
                   "include": ["*.jpg"], "exclude": ["tmp/"], "path": "raw"},
                  {"uri": "https://b/y.csv", "list": false, "content": null, "base64": null,
                   "include": ["*.jpg"], "exclude": ["tmp/"], "path": "raw"}],
                 "mode": "sync", "publish": true, "onError": "skip", "key": "k1",
                 "finalize": true}
                """));
  }

  @Test
  void saysNothingThatWasNotAsked() throws IOException {
    ingest("s3://a/x/", "--project", "vision", "--name", "frames", "--no-finalize");

    assertThat(sent().path("mode").asText()).isEqualTo("add");
    assertThat(sent().path("onError").asText()).isEqualTo("fail");
    assertThat(sent().path("finalize").asBoolean(true)).isFalse();
    assertThat(sent().path("publish").asBoolean(true)).isFalse();
  }

  @Test
  void aDraftNeedsNoProject() throws IOException {
    String draft = UUID.randomUUID().toString();

    ingest("s3://a/x/", "--version", draft);

    assertThat(sent().at("/target/version").asText()).isEqualTo(draft);
    assertThat(sent().at("/target/project").isNull()).isTrue();
  }

  @Test
  void sendsAFileAsItIs() throws IOException {
    String request = "{\"sources\": [{\"uri\": \"s3://ä/\"}]}\n";
    Files.writeString(catalog.folder().resolve("request.json"), request);

    assertThat(ingest("--file", "request.json")).isZero();

    assertThat(catalog.bodies().get(0)).isEqualTo(request);
  }

  @Test
  void doesNotWaitWhenItIsToldSo() throws IOException {
    assertThat(ingest("s3://a/x/", "--project", "p", "--name", "n", "--no-wait")).isZero();

    assertThat(catalog.asked()).containsExactly("POST /v1/ingests");
  }

  @ParameterizedTest
  @ValueSource(strings = {"failed", "cancelled"})
  void anEndThatWasNotWantedIsExitCode1(String state) throws IOException {
    catalog.answer(ONE, Views.of(state, VersionState.ABORTED));

    assertThat(ingest("--watch", ID)).isEqualTo(1);
    assertThat(ingest("--retry", ID)).isEqualTo(1);
  }

  @Test
  void aLookIsNoWait() throws IOException {
    catalog.answer(ONE, Views.of("loading", VersionState.UPLOADING));

    assertThat(ingest("--watch", ID, "--no-wait")).isZero();

    assertThat(catalog.asked()).containsExactly(ONE);
  }

  @Test
  void cancelsAndHasDoneThen() throws IOException {
    assertThat(ingest("--cancel", ID)).isZero();

    assertThat(catalog.asked()).containsExactly("POST /v1/ingests/" + ID + "/cancel");
  }

  @Test
  void whatIsUnknownOrForbiddenIsSaidByTheServersCode() {
    catalog
        .answer(ONE, Catalog.problem(ErrorCode.INGEST_NOT_FOUND))
        .answer("POST /v1/ingests/" + ID + "/cancel", Catalog.problem(ErrorCode.WRONG_STATE));

    assertThatThrownBy(() -> ingest("--watch", ID))
        .isInstanceOfSatisfying(
            LamellaException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INGEST_NOT_FOUND));
    assertThatThrownBy(() -> ingest("--cancel", ID))
        .isInstanceOfSatisfying(
            LamellaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_STATE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--project p --name n",
        "s3://a/x/",
        "s3://a/x/ --project p",
        "s3://a/x/ --version 1.0.0",
        "s3://a/x/ --project p --name n --publish --no-finalize",
        "s3://a/x/ --project p --name n --tags t s3://b/y",
        "--project p --name n --exclude *.tmp HTTPS://b/y",
        "--file r --watch 7b9c2f6e-0b57-4a39-9f57-0a3b1f0a2d11",
        "--cancel 7b9c2f6e-0b57-4a39-9f57-0a3b1f0a2d11"
            + " --retry 7b9c2f6e-0b57-4a39-9f57-0a3b1f0a2d11",
        "--cancel 7b9c2f6e-0b57-4a39-9f57-0a3b1f0a2d11 --no-wait",
        "--watch 7b9c2f6e-0b57-4a39-9f57-0a3b1f0a2d11 s3://a/x/",
        "--file r --key k",
        "--file r --publish"
      })
  void refusesWhatCannotBeMeantBeforeItAsksAnyone(String line) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");

    assertThatThrownBy(() -> ingest(arguments)).isInstanceOf(UsageException.class);

    assertThat(catalog.asked()).isEmpty();
  }

  @Test
  void whatIsLeftOpenIsTheCurrentVersionUntilItIsSealed() throws IOException {
    CurrentVersion current = new CurrentVersion(catalog.session());
    catalog.answer(ONE, Views.of("done", VersionState.UPLOADING));
    ingest("s3://a/x/", "--project", "p", "--name", "n", "--no-finalize");
    assertThat(current.find()).contains(Views.VERSION.toString());

    catalog.answer(ONE, DONE);
    ingest("s3://a/x/", "--version", Views.VERSION.toString());
    assertThat(current.find()).isEmpty();
  }
}
