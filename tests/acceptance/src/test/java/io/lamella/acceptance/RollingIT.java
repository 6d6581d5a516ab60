package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.buckets.S3Server;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions that make themselves of what buckets and webhooks tell. */
class RollingIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final String BUCKET = "camera";

  @TempDir private static Path home;
  private static S3Server s3;
  private static Stack stack;

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException {
    s3 = new S3Server(BUCKET);
    stack =
        Stack.in(
            home.resolve("data"), s3.environment(), "--scale", "worker=1", "--scale", "metadata=2");
    stack.up();
  }

  @AfterAll
  static void stop() {
    stack.down();
    s3.close();
  }

  @Test
  void aBucketsNotificationsBecomeAChainOfVersions() throws Exception {
    // Given
    Machine laptop = new Machine(folder.resolve("laptop"), stack.url());
    laptop.run(
        "intake",
        "set",
        "rolling/live",
        "--from",
        "s3://camera/cam1/",
        "--path",
        "frames",
        "--exclude",
        "*.tmp",
        "--close-files",
        "400",
        "--close-quiet",
        "5s");
    Map<String, String> wanted = new TreeMap<>();
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      String key = "cam1/d" + i % 7 + "/a b+c%[" + i + "]#ü.jpg";
      s3.put(BUCKET, key, "frame " + i);
      wanted.put("frames" + key.substring("cam1".length()), "frame " + i);
      records.add(notification(key, i % 3));
      if (i % 10 == 0) {
        records.add(notification(key, (i + 1) % 3));
      }
    }
    records.add(notification("cam1/not-wanted.tmp", 0));
    records.add(notification("cam2/not-wanted", 0));
    records.add(notification("cam1/gone", 1));
    Collections.shuffle(records, new Random(7));

    // When: both of the catalog's processes die in between
    Broker broker = new Broker(stack.address("kafka"));
    broker.send(records.subList(0, 600));
    stack.kill("metadata");
    broker.send(records.subList(600, records.size()));
    ProducerRecord<String, byte[]> late = notification("cam1/d0/late.jpg", 2);
    s3.put(BUCKET, "cam1/d0/late.jpg", "late");
    wanted.put("frames/d0/late.jpg", "late");
    broker.send(List.of(late));
    // Then
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(filed(laptop)).isGreaterThanOrEqualTo(wanted.size()));
    await().atMost(LONG).untilAsserted(() -> assertThat(isDone(laptop)).isTrue());
    Path copy = Path.of(laptop.run("get", "rolling/live").path("path").asText());
    assertThat(Folders.texts(copy)).isEqualTo(wanted);
    JsonNode windows = shown(laptop).path("before");
    assertThat(windows.size()).isGreaterThan(3);
    String below = null;
    for (JsonNode window : windows) {
      JsonNode version = get("/v1/versions/" + window.path("version").asText());
      assertThat(version.path("state").asText()).isEqualTo("FINAL");
      if (below != null) {
        assertThat(below).isEqualTo(version.path("id").asText());
      }
      below = version.path("parents").path(0).path("id").asText("none");
    }
    assertThat(below).isEqualTo("none");
  }

  @Test
  void webhooksFillAVersionUntilItIsQuiet() throws Exception {
    // Given
    Machine laptop = new Machine(folder.resolve("desk"), stack.url());
    Path drop = Files.createDirectories(folder.resolve("drop/sub"));
    Files.writeString(drop.resolve("one.csv"), "a,b");
    laptop.run(
        "intake", "set", "rolling/hooks", "--type", "file.*", "--close-quiet", "3s", "--publish");

    // When
    post(
        "application/json",
        Map.of("ce-id", "1", "ce-type", "file.made", "ce-source", "/x", "ce-specversion", "1.0"),
        JSON.writeValueAsString(Map.of("uri", drop.resolve("one.csv").toUri().toString())));
    post(
        "application/cloudevents+json",
        Map.of(),
        JSON.writeValueAsString(
            Map.of(
                "specversion",
                "1.0",
                "id",
                "2",
                "source",
                "/x",
                "type",
                "file.made",
                "data",
                Map.of("content", "c,d", "path", "two.csv"))));

    // Then
    await().atMost(LONG).untilAsserted(() -> laptop.run("get", "rolling/hooks@published"));
    Path copy = Path.of(laptop.run("get", "rolling/hooks@published").path("path").asText());
    assertThat(copy.resolve("one.csv")).hasContent("a,b");
    assertThat(copy.resolve("two.csv")).hasContent("c,d");
  }

  private JsonNode shown(Machine laptop) {
    return laptop.run("intake", "show", "rolling/live");
  }

  private long filed(Machine laptop) {
    JsonNode view = shown(laptop);
    long files = view.path("open").path("files").asLong();
    for (JsonNode window : view.path("before")) {
      files += window.path("files").asLong();
    }
    return files;
  }

  private boolean isDone(Machine laptop) {
    JsonNode view = shown(laptop);
    boolean done = view.path("open").isNull() && !view.path("before").isEmpty();
    for (JsonNode window : view.path("before")) {
      done &= window.path("state").asText().equals("done");
    }
    return done;
  }

  private static ProducerRecord<String, byte[]> notification(String key, int partition)
      throws IOException {
    Map<String, Object> record =
        Map.of(
            "eventName",
            "s3:ObjectCreated:Put",
            "s3",
            Map.of(
                "bucket",
                Map.of("name", BUCKET),
                "object",
                Map.of("key", URLEncoder.encode(key, StandardCharsets.UTF_8), "size", 8)));
    Map<String, Object> whole = new HashMap<>();
    whole.put("EventName", "s3:ObjectCreated:Put");
    whole.put("Key", BUCKET + "/" + key);
    whole.put("Records", List.of(record));
    return new ProducerRecord<>("lamella.intake", partition, null, JSON.writeValueAsBytes(whole));
  }

  private void post(String media, Map<String, String> headers, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(stack.url().resolve("/v1/intake"))
            .header("Content-Type", media)
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(stack.url().resolve(path)).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }
}
