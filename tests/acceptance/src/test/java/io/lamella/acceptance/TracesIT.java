package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stack that is traced and whose logs are collected: what became of one wish, from end to end.
 */
class TracesIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METADATA = "lamella-metadata-service: ";
  private static final String UPLOAD = "lamella-upload-service: ";
  private static final String CACHE = "lamella-cache-service: ";
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

  @TempDir static Path home;
  private static Collector collector;
  private static Stack stack;

  @TempDir Path folder;
  private Machine laptop;

  @BeforeAll
  static void start() throws IOException {
    collector = new Collector();
    Map<String, String> settings = new HashMap<>();
    settings.put("QUARKUS_OTEL_SDK_DISABLED", "false");
    settings.put("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", collector.address().toString());
    settings.put("QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
    settings.put("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "PT0.2S");
    settings.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");
    settings.put("QUARKUS_LOG_CATEGORY__IO_LAMELLA_KIT_PROBLEM__LEVEL", "DEBUG");
    stack = Stack.in(home.resolve("data"), settings);
    stack.up();
  }

  @AfterAll
  static void stop() {
    stack.down();
    collector.close();
  }

  @BeforeEach
  void machines() throws IOException {
    laptop = new Machine(folder.resolve("laptop"), stack.url());
  }

  @Test
  void oneTraceHoldsAllFromCloseUntilTheVersionIsFinal() throws IOException {
    // Given
    Folders.small(folder.resolve("source"), 3);
    JsonNode made = laptop.run("create", "--project", "traces", "--name", "closed");
    laptop.run("add", "--files", folder.resolve("source").toString());

    // When
    laptop.run("close");

    // Then
    String id = made.path("id").asText();
    String trace = await("the trace").atMost(LIMIT).until(() -> finalizing(id), t -> t != null);
    List<Collector.Step> steps =
        steps(
            trace,
            METADATA + "POST /v1/versions/{id}/finalize",
            METADATA + "send lamella.seals",
            UPLOAD + "process lamella.seals",
            UPLOAD + "seal version",
            UPLOAD + "send lamella.uploads",
            METADATA + "process lamella.uploads",
            METADATA + "send lamella.versions",
            CACHE + "process lamella.versions",
            CACHE + "make previews");
    Set<String> ids = steps.stream().map(Collector.Step::id).collect(Collectors.toSet());
    assertThat(steps)
        .filteredOn(step -> !step.parent().isEmpty())
        .allSatisfy(step -> assertThat(ids).as(step.what()).contains(step.parent()))
        .hasSize(steps.size() - 1);
    JsonNode sealed =
        line("upload", line -> line.path("message").asText().startsWith("sealed " + id));
    assertThat(sealed.path("mdc").path("version").asText()).isEqualTo(id);
    assertThat(sealed.path("mdc").path("traceId").asText()).isEqualTo(trace);
    assertThat(sealed.path("mdc").path("spanId").asText()).isIn(ids);
    assertThat(sealed.path("mdc").path("dataset").asText())
        .isEqualTo(attribute(steps, UPLOAD + "seal version", "lamella.dataset"));
    assertThat(attribute(steps, METADATA + "process lamella.uploads", "lamella.version"))
        .isEqualTo(id);
  }

  @Test
  void oneTraceHoldsAllFromTheRequestOfAPipelineUntilItsVersionIsFinal() throws IOException {
    // Given
    Folders.small(folder.resolve("source"), 3);

    // When
    String uri = folder.resolve("source").toUri().toString();
    laptop.run("ingest", uri, "--project", "traces", "--name", "loaded");

    // Then
    steps(
        traceOf(METADATA + "POST /v1/ingests"),
        METADATA + "POST /v1/ingests",
        METADATA + "send lamella.ingest-plans",
        UPLOAD + "process lamella.ingest-plans",
        UPLOAD + "list sources",
        UPLOAD + "process lamella.ingest-items",
        UPLOAD + "seal version",
        METADATA + "process lamella.uploads",
        METADATA + "send lamella.versions",
        METADATA + "send lamella.ingest-results");
  }

  @Test
  void oneTraceHoldsAllFromTheEventOfAFileUntilItsRollingVersionIsFinal() throws Exception {
    // Given
    Folders.small(folder.resolve("source"), 1);
    Path file = folder.resolve("source/part-000/file-00000.txt");
    laptop.run("intake", "set", "traces/rolling", "--type", "file.*", "--close-files", "1");

    // When
    post(
        "/v1/intake",
        Map.of("ce-id", "1", "ce-type", "file.made", "ce-source", "/x", "ce-specversion", "1.0"),
        Map.of("uri", file.toUri().toString()));

    // Then
    List<Collector.Step> steps =
        steps(
            TRACE,
            METADATA + "POST /v1/intake",
            METADATA + "send lamella.intake",
            METADATA + "process lamella.intake",
            METADATA + "send lamella.ingest-plans",
            UPLOAD + "list sources",
            UPLOAD + "process lamella.ingest-items",
            METADATA + "send lamella.ingest-results",
            METADATA + "send lamella.seals",
            UPLOAD + "seal version",
            METADATA + "process lamella.uploads",
            METADATA + "send lamella.versions");
    JsonNode version = laptop.run("show", "traces/rolling");
    assertThat(attribute(steps, METADATA + "process lamella.intake", "lamella.version"))
        .isEqualTo(attribute(steps, UPLOAD + "seal version", "lamella.version"))
        .isEqualTo(version.path("id").asText());
  }

  @Test
  void aTraceBeginsWhereRecordsOfATopicAreDue() throws Exception {
    // Given
    Broker broker = new Broker(stack.address("kafka"));
    broker.create("lines", 1);
    broker.send(List.of(new ProducerRecord<>("lines", "line".getBytes(StandardCharsets.UTF_8))));

    post("/v1/datasets", Map.of(), Map.of("project", "traces", "name", "records"));

    // When
    laptop.run("records", "set", "traces/records", "--topic", "lines", "--records", "1");

    // Then
    steps(
        traceOf(METADATA + "collect records"),
        METADATA + "send lamella.ingest-plans",
        UPLOAD + "process lamella.ingest-items",
        UPLOAD + "seal version",
        METADATA + "send lamella.versions",
        METADATA + "send lamella.ingest-results");
  }

  @Test
  void aLocalCopyIsMadeInTheTraceOfTheRequest() throws Exception {
    // Given
    Folders.small(folder.resolve("source"), 3);
    String id = closed("copied").path("id").asText();
    String ticket = JSON.readTree(get("/v1/versions/" + id).body()).path("ticket").asText();

    // When
    HttpResponse<String> wanted = post("/v1/local-copies", Map.of(), Map.of("ticket", ticket));

    // Then
    assertThat(wanted.statusCode()).isEqualTo(202);
    List<Collector.Step> steps =
        steps(TRACE, CACHE + "POST /v1/local-copies", CACHE + "make local copy");
    assertThat(attribute(steps, CACHE + "make local copy", "lamella.version")).isEqualTo(id);
  }

  @Test
  void aProblemHasTheIdOfItsRequestAndSoHaveItsLogLineAndItsTrace() throws Exception {
    // Given
    JsonNode made = laptop.run("create", "--project", "traces", "--name", "refused");
    String id = made.path("id").asText();

    // When
    HttpResponse<String> own = publish(id, "build-17.a_b");
    HttpResponse<String> given = publish(id, "not sane");

    // Then
    assertThat(own.statusCode()).isEqualTo(409);
    assertThat(own.headers().firstValue("X-Request-Id")).contains("build-17.a_b");
    assertThat(JSON.readTree(own.body()).path("requestId").asText()).isEqualTo("build-17.a_b");
    JsonNode mdc =
        line("metadata", l -> l.path("mdc").path("requestId").asText().equals("build-17.a_b"))
            .path("mdc");
    assertThat(mdc.path("version").asText()).isEqualTo(id);
    steps(mdc.path("traceId").asText(), METADATA + "POST /v1/versions/{id}/publish");
    String trace = JSON.readTree(given.body()).path("requestId").asText();
    assertThat(given.headers().firstValue("X-Request-Id")).contains(trace);
    steps(trace, METADATA + "POST /v1/versions/{id}/publish");
  }

  @Test
  void aCollectorThatIsAwayOrAnswersNobodyHoldsNothingUp() throws IOException {
    // Given
    Folders.small(folder.resolve("source"), 3);

    // When
    collector.goesAway();
    JsonNode away = closed("away");
    collector.comesBack();
    JsonNode silent;
    try (Closeable silence = collector.fallsSilent()) {
      assertThat(silence).isNotNull();
      silent = closed("silent");
    }
    collector.comesBack();
    JsonNode after = closed("after");

    // Then
    assertThat(List.of(away, silent, after))
        .allSatisfy(version -> assertThat(version.path("state").asText()).isEqualTo("FINAL"));
    await("its trace")
        .atMost(LIMIT)
        .until(() -> finalizing(after.path("id").asText()), trace -> trace != null);
  }

  /** A version of the source, FINAL within the time that commands have. */
  private JsonNode closed(String name) {
    laptop.run("create", "--project", "traces", "--name", name);
    laptop.run("add", "--files", folder.resolve("source").toString());
    return laptop.run("close");
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(stack.url().resolve(path)).build(), BodyHandlers.ofString());
  }

  /** Sends something as a part of {@link #TRACE}. */
  private static HttpResponse<String> post(
      String path, Map<String, String> headers, Map<String, String> body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(stack.url().resolve(path))
            .header("traceparent", PARENT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
    headers.forEach(request::header);
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> publish(String id, String requestId) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(stack.url() + "/v1/versions/" + id + "/publish"))
                .header("X-Request-Id", requestId)
                .POST(BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
  }

  /** The trace in which a version was asked to be finalized; null: it did not come yet. */
  private static String finalizing(String version) {
    return collector.steps().stream()
        .filter(step -> step.name().equals("POST /v1/versions/{id}/finalize"))
        .filter(step -> version.equals(step.attributes().get("lamella.version")))
        .map(Collector.Step::trace)
        .findFirst()
        .orElse(null);
  }

  /** The first trace in which this was done. */
  private static String traceOf(String what) {
    return await("a trace of " + what)
        .atMost(LIMIT)
        .until(
            () ->
                collector.steps().stream()
                    .filter(step -> step.what().equals(what))
                    .map(Collector.Step::trace)
                    .findFirst()
                    .orElse(null),
            trace -> trace != null);
  }

  /** The steps of a trace, once these are among them. */
  private static List<Collector.Step> steps(String trace, String... what) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(collector.trace(trace)).extracting(Collector.Step::what).contains(what));
    return collector.trace(trace);
  }

  private static String attribute(List<Collector.Step> steps, String what, String name) {
    return steps.stream()
        .filter(step -> step.what().equals(what))
        .map(step -> step.attributes().get(name))
        .findFirst()
        .orElseThrow();
  }

  /** The first line like this in the log of a process. */
  private static JsonNode line(String role, Predicate<JsonNode> fits) {
    Path log = stack.data().resolve("logs").resolve(role + ".log");
    return await("the log line")
        .atMost(LIMIT)
        .until(
            () -> {
              for (String text : Files.readAllLines(log)) {
                JsonNode line = text.startsWith("{") ? JSON.readTree(text) : JSON.nullNode();
                if (fits.test(line)) {
                  return line;
                }
              }
              return null;
            },
            found -> found != null);
  }
}
