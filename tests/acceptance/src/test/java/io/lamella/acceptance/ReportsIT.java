package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said about a version and reported on it is there for whoever looks. */
class ReportsIT {
  @TempDir Path folder;

  @Test
  void theConsoleSaysWhatWasDoneToADraftAndTakesWhatOthersSay() throws Exception {
    // Given
    Machine laptop = new Machine(folder.resolve("laptop"), Stack.shared().url());
    Path file = Files.writeString(folder.resolve("a.txt"), "a file");
    String id =
        laptop.run("create", "--project", "reports", "--name", "console").path("id").asText();

    // When
    laptop.run("add", "--files", file.toString());
    laptop.run("add", "--files", file.toString());
    laptop.lamella("remove", "nothing.txt").expect(3);
    laptop.run("close");
    laptop.lamella("log", "--console", id, "--write", "labels are done").expect(0);
    List<JsonNode> log = laptop.lamella("log", "--console", id).expect(0).lines();

    // Then
    assertThat(log)
        .extracting(line -> line.path("source").asText() + ": " + line.path("text").asText())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo("service: created reports/console@1.0.0 without parents"),
            line ->
                assertThat(line).startsWith("add: added 1, modified 0, removed 0; 6 bytes, sent "),
            line -> assertThat(line).startsWith("remove: failed: ").contains("nothing.txt"),
            line -> assertThat(line).isEqualTo("service: finalize asked: sealing"),
            line ->
                assertThat(line).startsWith("service: final: 1 files, 0 links, 6 bytes, digest "),
            line -> assertThat(line).isEqualTo("client: labels are done"));
    assertThat(log)
        .extracting(line -> line.path("number").asInt())
        .containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void whatIsReportedThroughTheEdgeIsShownAndSavedUnderSafeNames() throws Exception {
    // Given
    Door door = new Door(Stack.shared().url());
    Door.Version version = door.create("reports", "shown", List.of());
    door.put(version, "a", "content");
    door.close(version);
    URI reports = Stack.shared().url().resolve("/v1/versions/" + version.id() + "/reports");
    byte[] png = new byte[3_000_000];
    System.arraycopy("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1), 0, png, 0, 8);

    // When
    HttpResponse<String> table =
        post(
            reports,
            "application/json",
            "{\"title\":\"classes\",\"table\":{\"columns\":[\"c\"],\"rows\":[[\"cat\"]]}}"
                .getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> image =
        post(
            URI.create(reports + "/media?kind=image&title=..%2Fsamples&name=x.exe&iteration=2"),
            "application/octet-stream",
            png);
    HttpResponse<String> large =
        post(
            URI.create(reports + "/media?title=large"),
            "application/octet-stream",
            new byte[11 << 20]);
    Machine pod = new Machine(folder.resolve("pod"), Stack.shared().url());
    Path saved = folder.resolve("saved");
    List<JsonNode> shown =
        pod.lamella("reports", version.id(), "--save", saved.toString()).expect(0).lines();

    // Then
    assertThat(table.statusCode()).as(table.body()).isEqualTo(201);
    assertThat(image.statusCode()).as(image.body()).isEqualTo(201);
    assertThat(large.statusCode()).as(large.body()).isEqualTo(413);
    assertThat(shown)
        .extracting(line -> line.path("kind").asText())
        .containsExactly("image", "table");
    assertThat(shown.get(1).path("table").path("rows").path(0).path(0).asText()).isEqualTo("cat");
    Path file = Path.of(shown.get(0).path("file").asText());
    assertThat(file.getParent()).isEqualTo(saved);
    assertThat(file.getFileName().toString()).matches("_samples-2-[0-9a-f]{8}\\.png");
    assertThat(file).hasBinaryContent(png);
    assertThat(saved).isDirectoryNotContaining(one -> !one.equals(file));
  }

  private static HttpResponse<String> post(URI address, String type, byte[] body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build(),
            BodyHandlers.ofString());
  }
}
