package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of a topic that become versions. */
class RecordsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONG = Duration.ofMinutes(6);
  private static final int RECORDS = 40_000;
  private static final int PARTITIONS = 4;
  private static final String TOPIC = "orders";

  @TempDir private static Path home;
  private static Stack stack;

  @TempDir Path folder;
  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  /** By partition and offset, what was sent. */
  private final Map<Integer, SortedMap<Long, String>> sent = new HashMap<>();

  @BeforeAll
  static void start() throws IOException {
    stack = Stack.in(home.resolve("data"), Map.of(), "--scale", "worker=2");
    stack.up();
  }

  @AfterAll
  static void stop() {
    stack.down();
  }

  @Test
  void eachOffsetIsInOneVersionThoughEverythingIsKilledMeanwhile() throws Exception {
    // Given: a dataset, and a topic that is written to all the time
    new Broker(stack.address("kafka")).create(TOPIC, PARTITIONS);
    String dataset = dataset();
    put(
        "/v1/datasets/" + dataset + "/records",
        Map.of(
            "topic",
            TOPIC,
            "close",
            Map.of("records", 6_000, "every", "PT5S"),
            "fileRecords",
            500,
            "path",
            "log"));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    int kills = 0;
    try {
      Future<?> producer = thread.submit(this::produce);

      // When
      List<String> roles = List.of("metadata", "worker", "upload");
      while (!producer.isDone() || kills < 6) {
        TimeUnit.SECONDS.sleep(6);
        stack.kill(roles.get(kills % roles.size()));
        kills++;
      }
      producer.get();
    } finally {
      thread.shutdownNow();
    }
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .until(() -> isAtItsEnd(get("/v1/datasets/" + dataset + "/records")));

    // Then: what the versions say
    assertThat(kills).isGreaterThanOrEqualTo(6);
    Map<Integer, Long> ends = new HashMap<>();
    List<JsonNode> versions = versions();
    assertThat(versions).hasSizeGreaterThan(3);
    for (JsonNode version : versions) {
      assertThat(version.path("state").asText()).isEqualTo("FINAL");
      JsonNode told = version.path("metadata").path("kafka");
      assertThat(told.path("topic").asText()).isEqualTo(TOPIC);
      told.path("partitions")
          .fields()
          .forEachRemaining(
              each -> {
                int partition = Integer.parseInt(each.getKey());
                assertThat(each.getValue().path("from").asLong())
                    .isEqualTo(ends.getOrDefault(partition, 0L));
                ends.put(partition, each.getValue().path("to").asLong());
              });
    }
    sent.forEach(
        (partition, records) -> assertThat(ends.get(partition)).isEqualTo(records.lastKey() + 1));

    // And what the last one holds, which builds on all others
    Machine laptop = new Machine(folder.resolve("laptop"), stack.url());
    Path copy = Path.of(laptop.run("get", "shop/orders").path("path").asText());
    assertThat(lines(copy.resolve("log"))).isEqualTo(sent);
  }

  private void produce() {
    Map<String, Object> settings = new HashMap<>(kafka());
    settings.put("delivery.timeout.ms", 300_000);
    try (Producer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < RECORDS; i += 1_000) {
        Map<String, Future<RecordMetadata>> coming = new HashMap<>();
        for (int n = i; n < i + 1_000; n++) {
          String value = "{\"n\":" + n + "}";
          coming.put(
              value,
              producer.send(new ProducerRecord<>(TOPIC, n % 7 % PARTITIONS, "k" + n, value)));
        }
        for (Map.Entry<String, Future<RecordMetadata>> each : coming.entrySet()) {
          RecordMetadata where = each.getValue().get();
          sent.computeIfAbsent(where.partition(), partition -> new TreeMap<>())
              .put(where.offset(), each.getKey());
        }
        TimeUnit.MILLISECONDS.sleep(900);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isAtItsEnd(JsonNode records) {
    long next = 0;
    for (JsonNode offset : records.path("next")) {
      next += offset.asLong();
    }
    return next == RECORDS && records.path("state").asText().equals("collecting");
  }

  /** Those that were made of records, in order. */
  private List<JsonNode> versions() throws IOException, InterruptedException {
    SortedMap<Integer, JsonNode> versions = new TreeMap<>();
    for (JsonNode ingest : get("/v1/ingests?limit=1000").path("items")) {
      String key = ingest.path("key").asText();
      if (key.startsWith("records/")) {
        versions.put(
            Integer.parseInt(key.substring(key.lastIndexOf('/') + 1)),
            get("/v1/versions/" + ingest.path("version").asText()));
      }
    }
    return new ArrayList<>(versions.values());
  }

  private static Map<Integer, SortedMap<Long, String>> lines(Path folder) throws IOException {
    Map<Integer, SortedMap<Long, String>> found = new HashMap<>();
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        JsonNode record = JSON.readTree(line);
        String doubled =
            found
                .computeIfAbsent(record.path("partition").asInt(), partition -> new TreeMap<>())
                .put(record.path("offset").asLong(), record.path("value").toString());
        assertThat(doubled).as(line).isNull();
      }
    }
    return found;
  }

  private static Map<String, Object> kafka() {
    try {
      return Map.of("bootstrap.servers", stack.address("kafka"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A dataset that has a version. */
  private String dataset() throws IOException, InterruptedException {
    String ingest =
        send(
                "POST",
                "/v1/ingests",
                Map.of(
                    "target",
                    Map.of("project", "shop", "dataset", "orders"),
                    "sources",
                    List.of(Map.of("content", "Orders, as they come.", "path", "README.md"))))
            .path("id")
            .asText();
    Instant end = Instant.now().plus(LONG);
    JsonNode view = get("/v1/ingests/" + ingest);
    while (!view.path("state").asText().equals("done") && Instant.now().isBefore(end)) {
      TimeUnit.MILLISECONDS.sleep(200);
      view = get("/v1/ingests/" + ingest);
    }
    return get("/v1/versions/" + view.path("version").asText()).path("dataset").asText();
  }

  private void put(String path, Map<String, Object> body) throws IOException, InterruptedException {
    send("PUT", path, body);
  }

  private JsonNode send(String method, String path, Map<String, Object> body)
      throws IOException, InterruptedException {
    return answer(
        HttpRequest.newBuilder(URI.create(stack.url() + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build());
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return answer(HttpRequest.newBuilder(URI.create(stack.url() + path)).build());
  }

  private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return JSON.readTree(answer.body());
  }
}
