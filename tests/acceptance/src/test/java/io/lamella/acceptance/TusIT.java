package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusExecutor;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that come by tus, while the processes that take them in take turns, and die. */
class TusIT {
  private static final int MIB = 1 << 20;
  private static final Duration HEALING = Duration.ofMinutes(3);
  private static final String PROJECT = "tus/named";
  private static final String DATASET = "frames";
  private static final String BYTES = "application/offset+octet-stream";

  @TempDir private static Path home;
  private static Stack stack;
  private static Door door;

  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  @BeforeAll
  static void start() throws IOException {
    stack = Stack.in(home.resolve("data"), "--scale", "upload=2");
    stack.up();
    door = new Door(stack.url());
  }

  @AfterAll
  static void stop() {
    stack.down();
  }

  /** The edge sends each request to the other replica. */
  @Test
  void anyReplicaGoesOnWithAnUpload() throws Exception {
    // Given
    Path file = Folders.random(home.resolve("turns.bin"), 11 * MIB, 31);
    byte[] content = Files.readAllBytes(file);
    Door.Version draft = door.create("tus", "turns", List.of());
    URI upload = created(draft, content.length);

    // When
    for (int from = 0; from < content.length; from += 2 * MIB) {
      int count = Math.min(2 * MIB, content.length - from);
      HttpResponse<String> answer = patch(draft, upload, content, from, count);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }
    door.close(draft);

    // Then
    assertThat(stack.processes("upload")).hasSize(2);
    assertThat(stored(draft)).isEqualTo(Folders.sha256(file));
  }

  @Test
  void aKillOfTheServiceLosesTheEndOfALongRequestOnly() throws Exception {
    // Given: a request that has brought most of its bytes
    Path file = Folders.random(home.resolve("killed.bin"), 110 * MIB, 32);
    byte[] content = Files.readAllBytes(file);
    Door.Version draft = door.create("tus", "killed", List.of());
    URI upload = created(draft, content.length);
    try (Socket socket = new Socket(stack.url().getHost(), stack.url().getPort())) {
      socket.getOutputStream().write(head(draft, upload, content.length));
      socket.getOutputStream().write(content, 0, 100 * MIB);

      // When
      stack.kill("upload");
    }
    long offset = await().atMost(HEALING).until(() -> offset(draft, upload), o -> o >= 0);
    HttpResponse<String> rest =
        patch(draft, upload, content, (int) offset, content.length - (int) offset);
    door.close(draft);

    // Then
    assertThat(rest.statusCode()).as(rest.body()).isEqualTo(204);
    assertThat(offset).isBetween(50L * MIB, 100L * MIB);
    assertThat(stored(draft)).isEqualTo(Folders.sha256(file));
  }

  @Test
  void filesThatNameADatasetGoIntoItsOneDraftAndLaterOnesIntoTheNext() throws Exception {
    // Given: neither project nor dataset
    Path one = Folders.random(home.resolve("one.bin"), 5 * MIB, 33);
    Path two = Folders.random(home.resolve("two.bin"), 3 * MIB, 34);
    Path three = Folders.random(home.resolve("three.bin"), MIB, 35);

    // When: two at the same time, and one after the version was finalized
    CompletableFuture<String> ofOne = CompletableFuture.supplyAsync(() -> sent(one));
    String first = sent(two);
    Door.Version draft = door.openDraft(PROJECT, DATASET);
    assertThat(List.of(ofOne.join(), first, draft.id())).containsOnly(first);
    door.close(draft);
    String second = sent(three);
    door.close(door.openDraft(PROJECT, DATASET));

    // Then
    JsonNode parents = door.version(second).path("parents");
    assertThat(parents).hasSize(1);
    assertThat(parents.get(0).path("id").asText()).isEqualTo(first);
    assertThat(door.version(first).path("files").asInt()).isEqualTo(2);
    assertThat(stored(first, "in/one.bin")).isEqualTo(Folders.sha256(one));
    assertThat(stored(first, "in/two.bin")).isEqualTo(Folders.sha256(two));
    assertThat(door.version(second).path("files").asInt()).isEqualTo(3);
    assertThat(stored(second, "in/one.bin")).isEqualTo(Folders.sha256(one));
    assertThat(stored(second, "in/three.bin")).isEqualTo(Folders.sha256(three));
  }

  /** Each part names the dataset, as does the whole, and all of them go into one draft. */
  @Test
  void partsThatNameADatasetAreJoinedInItsDraft() throws Exception {
    // Given
    Path file = Folders.random(home.resolve("parts.bin"), 9 * MIB, 36);
    byte[] content = Files.readAllBytes(file);

    // When
    String parts = "";
    for (int from : List.of(0, 5 * MIB)) {
      int end = from == 0 ? 5 * MIB : content.length;
      HttpResponse<String> part =
          post(
              Map.of("Upload-Concat", "partial", "Upload-Length", Integer.toString(end - from)),
              BodyPublishers.ofByteArray(content, from, end - from));
      parts += " " + part.headers().firstValue("Location").orElseThrow();
    }
    HttpResponse<String> whole =
        post(Map.of("Upload-Concat", "final;" + parts.strip()), BodyPublishers.noBody());
    String version = whole.headers().firstValue("Lamella-Version").orElseThrow();
    door.close(door.openDraft(PROJECT, "joined"));

    // Then
    assertThat(stored(version, "whole.bin")).isEqualTo(Folders.sha256(file));
    assertThat(door.version(version).path("files").asInt()).isEqualTo(1);
  }

  /** Creates an upload of a dataset, with what it has for a body. */
  private HttpResponse<String> post(Map<String, String> headers, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(stack.url().resolve("/v1/tus"))
            .timeout(HEALING)
            .header("Tus-Resumable", "1.0.0")
            .header(
                "Upload-Metadata",
                "path %s,project %s,dataset %s"
                    .formatted(base64("whole.bin"), base64(PROJECT), base64("joined")))
            .POST(body);
    headers.forEach(request::header);
    if (body.contentLength() > 0) {
      request.header("Content-Type", BYTES);
    }
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return answer;
  }

  @Test
  void whyADatasetCannotBeHadIsToldAsTheCatalogSaysIt() throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(stack.url().resolve("/v1/tus"))
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", "1")
                .header(
                    "Upload-Metadata",
                    "path %s,project %s,dataset %s"
                        .formatted(base64("f"), base64(PROJECT), base64("a@b")))
                .POST(BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("invalid-request", "the name of a dataset", "a@b");
  }

  /** Sends a file by the client of the Java platform; answers the version whose draft took it. */
  private String sent(Path file) {
    try {
      TusClient client = new TusClient();
      client.setUploadCreationURL(stack.url().resolve("/v1/tus").toURL());
      TusUpload upload = new TusUpload(file.toFile());
      upload.setMetadata(
          Map.of("project", PROJECT, "dataset", DATASET, "path", "in/" + file.getFileName()));
      TusUploader uploader = created(client, upload);
      uploader.setChunkSize(MIB / 2);
      uploader.setRequestPayloadSize(2 * MIB);
      long sent = 0;
      for (int count = 0; count >= 0; count = uploader.uploadChunk()) {
        sent += count;
      }
      uploader.finish();
      assertThat(sent).isEqualTo(Files.size(file));
      return version(uploader.getUploadURL().toURI());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Makes an upload; tries again, as clients do, where the server says that it cannot now. */
  private static TusUploader created(TusClient client, TusUpload upload) throws Exception {
    List<TusUploader> made = new ArrayList<>();
    TusExecutor attempts =
        new TusExecutor() {
          @Override
          protected void makeAttempt() throws ProtocolException, IOException {
            made.add(client.createUpload(upload));
          }
        };
    assertThat(attempts.makeAttempts()).isTrue();
    return made.get(0);
  }

  private String version(URI upload) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(upload)
                .header("Tus-Resumable", "1.0.0")
                .method("HEAD", BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    return answer.headers().firstValue("Lamella-Version").orElseThrow();
  }

  private URI created(Door.Version draft, long length) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            request(draft, stack.url().resolve("/v1/tus"))
                .header("Upload-Length", Long.toString(length))
                .header("Upload-Metadata", "path " + base64("f.bin"))
                .POST(BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return stack.url().resolve(answer.headers().firstValue("Location").orElseThrow());
  }

  private HttpResponse<String> patch(
      Door.Version draft, URI upload, byte[] content, int from, int count)
      throws IOException, InterruptedException {
    BodyPublisher bytes = BodyPublishers.ofByteArray(content, from, count);
    return http.send(
        request(draft, upload)
            .header("Upload-Offset", Integer.toString(from))
            .header("Content-Type", BYTES)
            .method("PATCH", bytes)
            .build(),
        BodyHandlers.ofString());
  }

  /** How much has come; -1 while nobody can say. */
  private long offset(Door.Version draft, URI upload) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            request(draft, upload).method("HEAD", BodyPublishers.noBody()).build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isIn(200, 423, 502, 503);
    return answer.statusCode() == 200
        ? answer.headers().firstValueAsLong("Upload-Offset").orElseThrow()
        : -1;
  }

  private static HttpRequest.Builder request(Door.Version draft, URI address) {
    return HttpRequest.newBuilder(address)
        .timeout(HEALING)
        .header("Tus-Resumable", "1.0.0")
        .header("Lamella-Ticket", draft.ticket());
  }

  private static byte[] head(Door.Version draft, URI upload, long length) {
    return """
        PATCH %s HTTP/1.1
        Host: %s
        Tus-Resumable: 1.0.0
        Lamella-Ticket: %s
        Content-Type: %s
        Content-Length: %d
        Upload-Offset: 0

        """
        .formatted(upload.getPath(), upload.getAuthority(), draft.ticket(), BYTES, length)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private String stored(Door.Version version) throws IOException, InterruptedException {
    return stored(version.id(), "f.bin");
  }

  private String stored(String version, String path) throws IOException, InterruptedException {
    URI address = stack.url().resolve("/v1/versions/" + version + "/files/" + path);
    HttpResponse<InputStream> answer =
        http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofInputStream());
    try (InputStream bytes = answer.body()) {
      assertThat(answer.statusCode()).isEqualTo(200);
      return Folders.sha256(bytes);
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
