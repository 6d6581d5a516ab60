package io.lamella.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.cli.session.Catalog;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.rest.IngestView;
import io.lamella.sdk.server.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own: what it says where, and how it is ended from outside. */
class IngestProcessTest {
  private static final String ONE = "GET /v1/ingests/" + Views.ID;

  @TempDir Path temp;
  private Catalog catalog;

  @BeforeEach
  void start() throws IOException {
    catalog = new Catalog(temp);
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  private Process watch(String... more) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.lamella.cli.Lamella",
                "ingest",
                "--watch",
                Views.ID.toString()));
    line.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(line).directory(catalog.folder().toFile());
    builder.environment().putAll(catalog.environment());
    return builder.start();
  }

  private static String said(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void saysAllInOneObjectForScripts() throws Exception {
    IngestView failed = Views.of("failed", VersionState.ABORTED);
    catalog.answer(ONE, failed);

    Process ended = watch("--json");

    String out = said(ended.getInputStream().readAllBytes());
    assertThat(ended.waitFor()).isEqualTo(1);
    assertThat(out.strip().lines()).hasSize(1);
    assertThat(Json.MAPPER.readValue(out, IngestView.class)).isEqualTo(failed);
    JsonNode object = Json.MAPPER.readTree(out);
    assertThat(object.path("created").asText()).isEqualTo("2026-11-27T08:00:00Z");
    assertThat(said(ended.getErrorStream().readAllBytes())).isEmpty();
  }

  @Test
  void saysHowToWatchWhenItIsEndedFromOutside() throws Exception {
    CountDownLatch asked = new CountDownLatch(3);
    catalog.whenAsked(
        ONE,
        () -> {
          asked.countDown();
          return Views.of("loading", VersionState.UPLOADING);
        });
    Process waits = watch();
    assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();

    waits.toHandle().destroy(); // that of the process closes what it says, too

    assertThat(waits.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(waits.exitValue()).isEqualTo(128 + 15);
    assertThat(said(waits.getErrorStream().readAllBytes()).strip())
        .isEqualTo("the ingest goes on; watch it with: lamella ingest --watch " + Views.ID);
  }
}
