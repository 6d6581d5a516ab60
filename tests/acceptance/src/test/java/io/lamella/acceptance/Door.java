package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The REST interface, for tests that need many versions or another client than ours. */
final class Door {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI server;
  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  Door(URI server) {
    this.server = server;
  }

  /**
   * A version that was made.
   *
   * @param ticket what the data planes know it by
   * @param store folder of its store
   */
  record Version(String id, String ticket, Path store) {}

  /** Makes a draft. */
  Version create(String project, String name, List<String> parents)
      throws IOException, InterruptedException {
    return draft("/v1/versions", Map.of("project", project, "name", name, "parents", parents));
  }

  /** The open draft of a dataset. */
  Version openDraft(String project, String dataset) throws IOException, InterruptedException {
    return draft("/v1/open-drafts", Map.of("project", project, "dataset", dataset));
  }

  private Version draft(String path, Map<String, Object> wish)
      throws IOException, InterruptedException {
    JsonNode made =
        json(
            send(
                request(path)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(wish)))));
    return new Version(
        made.path("id").asText(),
        made.path("ticket").asText(),
        Path.of(URI.create(made.path("storage").asText())));
  }

  /** Puts a file into a draft; the path as it stands in the address. */
  HttpResponse<String> put(Version draft, String rawPath, String content)
      throws IOException, InterruptedException {
    return send(of(draft, "/files/" + rawPath).PUT(BodyPublishers.ofString(content)));
  }

  /** Takes a file out of a draft. */
  void remove(Version draft, String rawPath) throws IOException, InterruptedException {
    json(send(of(draft, "/files/" + rawPath).DELETE()));
  }

  /** Puts what a tar stream holds into a draft. */
  HttpResponse<String> tar(Version draft, BodyPublisher stream)
      throws IOException, InterruptedException {
    return send(of(draft, "/tar").POST(stream));
  }

  /** The state of a version. */
  String state(String id) throws IOException, InterruptedException {
    return version(id).path("state").asText();
  }

  /** What is known of a version. */
  JsonNode version(String id) throws IOException, InterruptedException {
    return json(send(request("/v1/versions/" + id).timeout(SHORT).GET()));
  }

  /** Asks for a version, and does not wait for the answer. */
  CompletableFuture<HttpResponse<String>> ask(String id) {
    return http.sendAsync(request("/v1/versions/" + id).build(), BodyHandlers.ofString());
  }

  /** A version unpacked from its tar stream into an empty folder. */
  void unpack(String id, Path folder) throws IOException, InterruptedException {
    Path file = Files.createTempFile("lamella-version", ".tar");
    try {
      HttpResponse<Path> tar =
          http.send(request("/v1/versions/" + id + "/tar").build(), BodyHandlers.ofFile(file));
      assertThat(tar.statusCode()).as("tar stream of %s", id).isEqualTo(200);
      Finished.of(
              List.of("tar", "xf", file.toString(), "-C", folder.toString()),
              folder,
              Map.of(),
              LIMIT)
          .expect(0);
    } finally {
      Files.delete(file);
    }
  }

  /** Seals a draft and waits until it is FINAL. */
  void close(Version draft) throws IOException, InterruptedException {
    JsonNode operation =
        json(
            send(
                request("/v1/versions/" + draft.id() + "/finalize").POST(BodyPublishers.noBody())));
    HttpResponse<String> events =
        send(request("/v1/operations/" + operation.path("id").asText() + "/events").GET());
    assertThat(events.body()).contains("\"state\":\"FINAL\"");
  }

  private HttpRequest.Builder of(Version draft, String rest) {
    return request("/v1/drafts/" + draft.id() + rest).header("Lamella-Ticket", draft.ticket());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server + path)).timeout(LIMIT);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return JSON.readTree(answer.body());
  }
}
