package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.lamella.buckets.S3Server;
import io.lamella.contracts.rest.IngestRequest;
import io.lamella.contracts.rest.IngestSource;
import io.lamella.contracts.rest.IngestTarget;
import io.lamella.sdk.ingest.IngestEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions that are made of events, by a pipeline that has no client of ours. */
class PipelinesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final String BUCKET = "camera";

  @TempDir private static Path home;
  private static S3Server s3;
  private static Stack stack;

  @TempDir Path folder;
  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  @BeforeAll
  static void start() throws IOException {
    s3 = new S3Server(BUCKET);
    Map<String, String> settings = new HashMap<>(s3.environment());
    // Many items of few files, so that there is much to lose.
    settings.put("LAMELLA_INGEST_FILES", "50");
    settings.put("LAMELLA_INGEST_WINDOW", "64");
    // And large files of many ranges.
    settings.put("LAMELLA_INGEST_RANGE", "2M");
    stack = Stack.in(home.resolve("data"), settings, "--scale", "worker=2");
    stack.up();
  }

  @AfterAll
  static void stop() {
    stack.down();
    s3.close();
  }

  @Test
  void anEventBecomesAVersion() throws Exception {
    // Given
    byte[] large = Files.readAllBytes(Folders.random(folder.resolve("large"), 5 << 20, 31));
    s3.put(BUCKET, "day=01/a b.jpg", "first");
    s3.put(BUCKET, "day=01/deep/c.bin", large);
    s3.put(BUCKET, "day=01/notes.txt", "not wanted");
    ProducerRecord<String, byte[]> event =
        new ProducerRecord<>(
            "lamella.ingests",
            JSON.writeValueAsBytes(
                Map.of(
                    "target",
                    Map.of(
                        "project",
                        "vision/raw",
                        "dataset",
                        "frames",
                        "parents",
                        List.of("@latest")),
                    "sources",
                    List.of(
                        Map.of(
                            "uri",
                            "s3://camera/day=01/",
                            "exclude",
                            List.of("*.txt"),
                            "path",
                            "train/"),
                        Map.of("content", "a,b\n", "path", "labels.csv")),
                    "publish",
                    true,
                    "key",
                    "nightly-1")));
    Map.of(
            "ce_specversion", "1.0",
            "ce_id", "1",
            "ce_type", "io.lamella.ingest.requested.v1",
            "ce_source", "/airflow/nightly")
        .forEach(
            (name, value) -> event.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));

    // When: it comes twice, as it may
    broker().send(List.of(event, event));
    JsonNode completed = result("nightly-1");

    // Then
    assertThat(completed.path("state").asText()).isEqualTo("PUBLISHED");
    assertThat(completed.path("files").asLong()).isEqualTo(3);
    String version = "/v1/versions/" + completed.path("version").asText();
    assertThat(get(version + "/files/train/a%20b.jpg")).isEqualTo("first".getBytes());
    assertThat(get(version + "/files/train/deep/c.bin")).isEqualTo(large);
    assertThat(get(version + "/files/labels.csv")).isEqualTo("a,b\n".getBytes());
    JsonNode all = JSON.readTree(get("/v1/ingests"));
    assertThat(all.path("items"))
        .filteredOn(ingest -> ingest.path("key").asText().equals("nightly-1"))
        .hasSize(1)
        .allSatisfy(
            ingest -> assertThat(ingest.path("createdBy").asText()).isEqualTo("/airflow/nightly"));
  }

  @Test
  void workersThatComeAndGoLoseAndDoubleNothing() throws Exception {
    // Given
    Path source = folder.resolve("source");
    for (int i = 0; i < 12_000; i++) {
      Path file = source.resolve("d" + i % 40).resolve("f" + i);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "file " + i);
    }
    Folders.random(source.resolve("large"), 48 << 20, 37);

    // When: one kind of process or the other is killed every few seconds
    String id = ingest("faults", "workers", source.toUri().toString());
    int kills = 0;
    Instant next = Instant.now().plusSeconds(2);
    while (view(id).path("ended").isNull()) {
      if (Instant.now().isAfter(next) && kills < 6) {
        stack.kill(kills % 3 == 2 ? "upload" : "worker");
        kills++;
        next = Instant.now().plusSeconds(4);
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }

    // Then
    JsonNode done = view(id);
    assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("done");
    assertThat(kills).isPositive();
    assertThat(done.path("counts").path("doneFiles").asLong()).isEqualTo(12_001);
    assertThat(done.path("counts").path("files").asLong()).isEqualTo(12_001);
    Machine laptop = new Machine(folder.resolve("laptop"), stack.url());
    Path copy = Path.of(laptop.run("get", "faults/workers").path("path").asText());
    assertThat(Folders.content(copy)).isEqualTo(Folders.content(source));
    assertThat(resultsOf(id)).hasSize(1);
  }

  /** Nothing is lost, and nothing has to be begun again because it was thought to be. */
  @Test
  void whatComesWhileWorkersAreAskedToEndIsLoadedByOthers() throws Exception {
    // When
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      if (i % 30 == 5) {
        stack.terminate("worker");
      }
      ids.add(
          post(
              Map.of(
                  "target",
                  Map.of("project", "faults", "dataset", "asked-" + i),
                  "sources",
                  List.of(Map.of("content", "file " + i, "path", "f")))));
      TimeUnit.MILLISECONDS.sleep(100);
    }
    await().atMost(LONG).until(() -> !view(ids.get(ids.size() - 1)).path("ended").isNull());

    // Then
    for (String id : ids) {
      await().atMost(LONG).until(() -> !view(id).path("ended").isNull());
      JsonNode done = view(id);
      assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("done");
      assertThat(done.path("attempt").asInt()).isEqualTo(1);
    }
    assertThat(JSON.readTree(get("/v1/dead-letters")).path("items")).isEmpty();
  }

  @Test
  void aSmallRequestDoesNotWaitForALargeOne() throws Exception {
    // Given: a server that takes its time
    HttpServer slow = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    slow.setExecutor(Executors.newCachedThreadPool());
    slow.createContext(
        "/",
        exchange -> {
          try (exchange) {
            TimeUnit.MILLISECONDS.sleep(200);
            byte[] body = exchange.getRequestURI().getPath().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    slow.start();
    try {
      StringBuilder list = new StringBuilder();
      for (int i = 0; i < 20_000; i++) {
        list.append("http://127.0.0.1:")
            .append(slow.getAddress().getPort())
            .append("/f")
            .append(i)
            .append('\n');
      }
      Path names = Files.writeString(folder.resolve("names.txt"), list.toString());
      String large =
          post(
              Map.of(
                  "target",
                  Map.of("project", "fair", "dataset", "large"),
                  "sources",
                  List.of(Map.of("uri", names.toUri().toString(), "list", true))));
      await().atMost(LONG).until(() -> view(large).path("counts").path("doneFiles").asLong() > 0);

      // When
      Path one = Files.writeString(folder.resolve("one.txt"), "one");
      String small = ingest("fair", "small", one.toUri().toString());
      await().atMost(LONG).until(() -> !view(small).path("ended").isNull());

      // Then
      assertThat(view(small).path("state").asText()).isEqualTo("done");
      assertThat(view(large).path("state").asText()).isEqualTo("loading");
      assertThat(view(large).path("counts").path("doneFiles").asLong()).isLessThan(10_000);
      HttpResponse<String> cancelled =
          http.send(
              HttpRequest.newBuilder(stack.url().resolve("/v1/ingests/" + large + "/cancel"))
                  .POST(BodyPublishers.noBody())
                  .build(),
              BodyHandlers.ofString());
      assertThat(JSON.readTree(cancelled.body()).path("versionState").asText())
          .isEqualTo("ABORTED");
    } finally {
      slow.stop(0);
    }
  }

  @Test
  void aJavaProgramSendsARequest() throws Exception {
    // Given
    Path file = Files.writeString(folder.resolve("one.txt"), "one");
    IngestRequest request =
        new IngestRequest(
            new IngestTarget(
                "examples", "java", null, List.of("@latest"), List.of(), null, Map.of()),
            List.of(
                new IngestSource(
                    file.toUri().toString(), false, null, null, List.of(), List.of(), null)),
            IngestRequest.ADD,
            true,
            false,
            IngestRequest.FAIL,
            "night-17");
    IngestEvent event = IngestEvent.of("/camera", "night-17", request);
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(IngestEvent.TOPIC, event.key(), event.value());
    event.headers().forEach((name, value) -> record.headers().add(name, value));

    // When
    broker().send(List.of(record, record));

    // Then
    assertThat(result("night-17").path("state").asText()).isEqualTo("FINAL");
  }

  @Test
  void theShellScriptOfThePageMakesAVersionOnceADay() throws Exception {
    // Given
    Path script = example("A shell script", "sh", folder.resolve("nightly.sh"));
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("a.csv"), "a,b");
    List<String> line =
        List.of(
            "sh", script.toString(), stack.url().toString(), data.toString(), "examples", "shell");

    // When
    Said first = run(line, Map.of());
    Said again = run(line, Map.of());

    // Then
    assertThat(first).isEqualTo(new Said(0, "examples/shell: done"));
    assertThat(again).isEqualTo(first);
    assertThat(versions("examples", "shell")).hasSize(1);

    // And it says so when nothing comes of it
    Said failed =
        run(
            List.of(
                "sh",
                script.toString(),
                stack.url().toString(),
                folder.resolve("none").toString(),
                "examples",
                "none"),
            Map.of());
    assertThat(failed).isEqualTo(new Said(1, "examples/none: failed"));
  }

  @Test
  void whatAirflowAndArgoCallMakesAVersion() throws Exception {
    // Given
    Path file = Files.writeString(folder.resolve("one.txt"), "one");
    String request =
        JSON.writeValueAsString(
            Map.of(
                "target",
                Map.of("project", "examples", "dataset", "called", "parents", List.of("@latest")),
                "sources",
                List.of(Map.of("uri", file.toUri().toString()))));
    Path template = example("Argo Workflows", "yaml", folder.resolve("argo.yaml"));
    String argo = Files.readString(template);
    String source = argo.substring(argo.indexOf("source: |\n") + "source: |\n".length());
    Path script = Files.writeString(folder.resolve("argo.sh"), source.stripIndent());

    // When
    Said called =
        run(
            List.of("sh", script.toString()),
            Map.of("URL", stack.url().toString(), "REQUEST", request));

    // Then
    List<String> versions = versions("examples", "called");
    assertThat(called.exit()).as(called.out()).isZero();
    assertThat(versions).containsExactly(called.out());

    // And Airflow's, where there is a Python
    Assumptions.assumeThat(run(List.of("sh", "-c", "command -v python3"), Map.of()).exit())
        .isZero();
    example("Airflow", "python", folder.resolve("lamella_ingest.py"));
    String call =
        "import json, sys; from lamella_ingest import ingest; print(ingest(sys.argv[1],"
            + " json.loads(sys.argv[2]), 0.1))";
    Said python = run(List.of("python3", "-c", call, stack.url().toString(), request), Map.of());
    assertThat(python.exit()).as(python.out()).isZero();
    assertThat(versions("examples", "called")).contains(python.out()).hasSize(2);
  }

  /** The first block of a language behind a heading of the page. */
  private static Path example(String heading, String language, Path file) throws IOException {
    String page = Files.readString(Project.TOP.resolve("docs/pipelines.md"));
    String section = page.substring(page.indexOf("### " + heading + "\n"));
    String fence = "```" + language + "\n";
    String block = section.substring(section.indexOf(fence) + fence.length());
    return Files.writeString(file, block.substring(0, block.indexOf("```")));
  }

  /** How a program ended, and what it printed. */
  private record Said(int exit, String out) {}

  private Said run(List<String> line, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().putAll(environment);
    int exit = builder.start().waitFor();
    return new Said(exit, Files.readString(out).strip());
  }

  private List<String> versions(String project, String name)
      throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    JSON.readTree(get("/v1/versions?project=" + project + "&name=" + name))
        .path("items")
        .forEach(version -> ids.add(version.path("id").asText()));
    return ids;
  }

  private String ingest(String project, String dataset, String uri)
      throws IOException, InterruptedException {
    return post(
        Map.of(
            "target",
            Map.of("project", project, "dataset", dataset),
            "sources",
            List.of(Map.of("uri", uri))));
  }

  private String post(Map<String, Object> request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(stack.url().resolve("/v1/ingests"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(request)))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return JSON.readTree(answer.body()).path("id").asText();
  }

  private JsonNode view(String id) throws IOException, InterruptedException {
    return JSON.readTree(get("/v1/ingests/" + id));
  }

  private byte[] get(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(stack.url() + path)).build(),
            BodyHandlers.ofByteArray());
    assertThat(answer.statusCode())
        .as(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    return answer.body();
  }

  private static Broker broker() throws IOException {
    return new Broker(stack.address("kafka"));
  }

  /** What the pipeline is answered. */
  private static JsonNode result(String key) {
    return await()
        .atMost(LONG)
        .until(
            () -> bodies().stream().filter(body -> body.path("key").asText().equals(key)).toList(),
            found -> !found.isEmpty())
        .get(0);
  }

  private static List<JsonNode> resultsOf(String ingest) throws IOException {
    return bodies().stream().filter(body -> body.path("ingest").asText().equals(ingest)).toList();
  }

  private static List<JsonNode> bodies() throws IOException {
    List<JsonNode> bodies = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : broker().all("lamella.ingest-results")) {
      bodies.add(JSON.readTree(record.value()));
    }
    return bodies;
  }
}
