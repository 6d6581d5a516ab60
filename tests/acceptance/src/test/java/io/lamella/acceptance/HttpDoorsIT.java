package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
  void curlAloneMakesAVersionOfZipsFormsAndPipes() throws Exception {
    // Given
    Path up = folder.resolve("up");
    Files.createDirectories(up.resolve("deep/bare"));
    Folders.random(up.resolve("deep/b.bin"), 3 << 20, 12);
    Files.writeString(up.resolve("\u00fc.txt"), "text");
    Path zip = folder.resolve("up.zip");
    zip(up, zip);
    Files.writeString(folder.resolve("a.csv"), "a,b\n");
    Files.writeString(folder.resolve("b.csv"), "c,d\n");
    JsonNode made =
        json(
            "-H",
            "Content-Type: application/json",
            "-d",
            "{\"project\": \"doors\", \"name\": \"alone\"}",
            server + "/v1/versions");
    String version = server + "/v1/versions/" + made.path("id").asText();
    String draft = server + "/v1/drafts/" + made.path("id").asText();
    String ticket = "Lamella-Ticket: " + made.path("ticket").asText();

    // When
    json("-T", zip.toString(), version + "/zip?path=zip");
    json("-F", "file=@a.csv", "-F", "file=@b.csv", version + "/files");
    json("-F", "path=form", "-F", "file=@a.csv;filename=train/a.csv", version + "/files");
    shell("cat up.zip | curl -fsS -H '" + ticket + "' -T - '" + draft + "/zip?path=pipe'");
    shell("tar c -C up . | curl -fsS -H '" + ticket + "' -T - '" + draft + "/tar?path=tar'");
    inPieces(up, ticket, draft);
    JsonNode operation = json("-X", "POST", version + "/finalize");
    curl("-fsSN", server + "/v1/operations/" + operation.path("id").asText() + "/events");

    // Then
    assertThat(json(version).path("state").asText()).isEqualTo("FINAL");
    Path got = folder.resolve("got");
    laptop.run("get", "--id", made.path("id").asText(), "--copy", got.toString());
    Map<String, String> expected = new TreeMap<>();
    for (String place : List.of("zip", "pipe", "tar", "pieces")) {
      Folders.content(up).forEach((path, what) -> expected.put(place + "/" + path, what));
    }
    Path forms = folder.resolve("forms");
    Files.createDirectories(forms.resolve("form/train"));
    Files.copy(folder.resolve("a.csv"), forms.resolve("a.csv"));
    Files.copy(folder.resolve("b.csv"), forms.resolve("b.csv"));
    Files.copy(folder.resolve("a.csv"), forms.resolve("form/train/a.csv"));
    expected.putAll(Folders.content(forms));
    assertThat(Folders.content(got)).containsExactlyInAnyOrderEntriesOf(expected);
  }

  /** A tar that was cut off and goes on. */
  private void inPieces(Path up, String ticket, String draft) throws Exception {
    String tus = "curl -fsS -i -H 'Tus-Resumable: 1.0.0' -H '" + ticket + "' ";
    String patch =
        tus + "-X PATCH \"$upload\" -H 'Content-Type: application/offset+octet-stream' -T - ";
    shell(
        "tar cf up.tar -C "
            + up.getFileName()
            + " . && upload="
            + server
            + "$("
            + tus
            + "-X POST -H 'Upload-Concat: partial' -H \"Upload-Length: $(stat -c %s up.tar)\" "
            + server
            + "/v1/tus | tr -d '\\r' | sed -n 's/^[Ll]ocation: //p') && head -c 1000000 up.tar | "
            + patch
            + "-H 'Upload-Offset: 0' && tail -c +1000001 up.tar | "
            + patch
            + "-H 'Upload-Offset: 1000000' && curl -fsS -X POST -H '"
            + ticket
            + "' '"
            + draft
            + "/tar?path=pieces&upload='\"$upload\"");
  }

  private static void zip(Path from, Path to) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(to));
        Stream<Path> all = Files.walk(from)) {
      for (Path path : (Iterable<Path>) all.filter(p -> !p.equals(from))::iterator) {
        boolean isFolder = Files.isDirectory(path);
        zip.putNextEntry(new ZipEntry(from.relativize(path) + (isFolder ? "/" : "")));
        if (!isFolder) {
          Files.copy(path, zip);
        }
      }
    }
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

  private JsonNode json(String... arguments) {
    List<String> line = new ArrayList<>(List.of("-fsSL"));
    line.addAll(List.of(arguments));
    return curl(line.toArray(String[]::new)).json();
  }

  private void shell(String line) {
    run(List.of("sh", "-c", line));
  }

  private Finished curl(String... arguments) {
    List<String> line = new ArrayList<>(List.of("curl"));
    line.addAll(List.of(arguments));
    return run(line);
  }

  private Finished run(List<String> line) {
    return Finished.of(line, folder, Map.of(), Duration.ofMinutes(1)).expect(0);
  }
}
