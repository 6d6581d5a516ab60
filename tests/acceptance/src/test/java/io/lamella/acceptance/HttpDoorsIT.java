package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Doors for those who have no client of ours. */
class HttpDoorsIT {
  @TempDir Path folder;
  private Machine laptop;
  private URI server;
  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  @BeforeEach
  void machine() throws IOException {
    server = Stack.shared().url();
    laptop = new Machine(folder.resolve("laptop"), server);
  }

  @Test
  void curlPutsAndGetsOneFile() throws Exception {
    // Given
    String id = laptop.run("create", "--project", "doors", "--name", "curl").path("id").asText();
    Path file = Folders.random(folder.resolve("up.bin"), 3 << 20, 11);
    String address = server + "/v1/versions/" + id + "/files/some%20folder/%C3%BCp.bin";

    // When
    curl("-fsSL", "-T", file.toString(), address);
    laptop.run("close", "--id", id);
    Path down = folder.resolve("down.bin");
    curl("-fsSL", "-o", down.toString(), address);

    // Then
    assertThat(Folders.sha256(down)).isEqualTo(Folders.sha256(file));
  }

  @Test
  void aRangeIsJustThatRange() throws Exception {
    Path source = folder.resolve("source");
    Path file = Folders.random(source.resolve("data.bin"), 5 << 20, 12);
    String id =
        laptop.run("sync", "doors/range", "--folder", source.toString()).path("id").asText();

    HttpResponse<byte[]> range =
        http.send(
            HttpRequest.newBuilder(server.resolve("/v1/versions/" + id + "/files/data.bin"))
                .header("Range", "bytes=1000000-3000000")
                .build(),
            BodyHandlers.ofByteArray());

    assertThat(range.statusCode()).isEqualTo(206);
    byte[] all = Files.readAllBytes(file);
    assertThat(range.body()).isEqualTo(java.util.Arrays.copyOfRange(all, 1_000_000, 3_000_001));
    HttpResponse<byte[]> unchanged =
        http.send(
            HttpRequest.newBuilder(range.uri())
                .header("If-None-Match", range.headers().firstValue("ETag").orElseThrow())
                .build(),
            BodyHandlers.ofByteArray());
    assertThat(unchanged.statusCode()).isEqualTo(304);
  }

  @Test
  void aFinalVersionTakesNothing() throws Exception {
    Path source = folder.resolve("source");
    Folders.small(source, 3);
    String id =
        laptop.run("sync", "doors/closed", "--folder", source.toString()).path("id").asText();

    HttpResponse<String> refused =
        http.send(
            HttpRequest.newBuilder(server.resolve("/v1/versions/" + id + "/files/late.txt"))
                .PUT(BodyPublishers.ofString("late"))
                .build(),
            BodyHandlers.ofString());

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
  }

  @Test
  void whatIsNotThereIsAProblem() throws Exception {
    HttpResponse<String> missing =
        http.send(
            HttpRequest.newBuilder(
                    server.resolve("/v1/versions/00000000-0000-0000-0000-000000000000"))
                .build(),
            BodyHandlers.ofString());

    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body()).contains("version-not-found");
  }

  private void curl(String... arguments) {
    var line = new java.util.ArrayList<String>();
    line.add("curl");
    line.addAll(java.util.List.of(arguments));
    Finished.of(line, folder, Map.of(), Duration.ofMinutes(1)).expect(0);
  }
}
