package io.lamella.bench.growth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.bench.BenchFailedException;
import io.lamella.bench.tool.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Ever more events, each of which brings a small file, into versions of 50,000 files that follow
 * one another: all as fast as Kafka takes them.
 */
final class EventsGrowth implements Growing {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int A_VERSION = 50_000;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  @Override
  public String name() {
    return "events";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(50_000, 200_000, 1_000_000);
  }

  @Override
  public void measure(List<Integer> sizes, Site site) throws IOException {
    Stack stack = site.stack();
    Api api = new Api(stack.url());
    for (int size : sizes) {
      measure(size, stack, api, site);
    }
  }

  private static void measure(int size, Stack stack, Api api, Site site) throws IOException {
    String name = "events-" + size;
    String type = "made." + size;
    String dataset =
        api.post("/v1/datasets", Map.of("project", "growth", "name", name)).path("id").asText();
    String intake = "/v1/datasets/" + dataset + "/intake";
    api.put(
        intake,
        JSON.writeValueAsBytes(
            Map.of("type", type, "close", Map.of("files", A_VERSION, "quiet", "PT3S"))));
    stack.forgetPeaks();
    double cpu = stack.cpuSeconds();
    Instant begun = Instant.now();
    List<Instant> sent = send(size, type, stack.address("kafka"));
    double sending = seconds(begun, Instant.now());
    JsonNode view = api.get(intake);
    while (!isDone(view, size)) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      view = api.get(intake);
    }
    Instant end = Instant.EPOCH;
    List<Double> waits = new ArrayList<>();
    long files = 0;
    for (JsonNode window : view.path("before")) {
      Instant ended = Instant.parse(window.path("ended").asText());
      end = ended.isAfter(end) ? ended : end;
      int last = (int) Math.min(size, window.path("number").asLong() * A_VERSION);
      for (int i = last - (int) window.path("files").asLong(); i < last; i++) {
        waits.add(seconds(sent.get(i), ended));
      }
    }
    JsonNode newest = api.get("/v1/versions?project=growth&name=" + name + "&limit=1");
    files = newest.path("items").path(0).path("files").asLong();
    if (files != size) {
      throw new BenchFailedException(size + " events made " + files + " files: " + newest);
    }
    double[] sorted = waits.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double took = seconds(begun, end);
    site.say(
        "events %d: sent in %.1f s, all FINAL after %.1f s, %.0f files a second; from event to FINAL"
            + " median %.1f s, 99 of 100 within %.1f s; processors %.1f s, peaks of services: %s",
        size,
        sending,
        took,
        size / took,
        sorted[sorted.length / 2],
        sorted[sorted.length * 99 / 100],
        stack.cpuSeconds() - cpu,
        stack.peaks());
  }

  /** When each was handed to Kafka. */
  private static List<Instant> send(int size, String type, String kafka) throws IOException {
    List<Instant> sent = new ArrayList<>(size);
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka, "linger.ms", 20, "buffer.memory", 16L << 20);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < size; i++) {
        String path = String.format(Locale.ROOT, "%05d/%08d.txt", i / 1_000, i);
        byte[] body =
            JSON.writeValueAsBytes(Map.of("path", path, "content", "event " + i + " of " + size));
        ProducerRecord<String, byte[]> record =
            new ProducerRecord<>("lamella.intake", 0, null, body);
        Map.of("ce_specversion", "1.0", "ce_id", "" + i, "ce_type", type, "ce_source", "/bench")
            .forEach((name, value) -> record.headers().add(name, bytes(value)));
        sent.add(Instant.now());
        producer.send(record);
      }
    }
    return sent;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isDone(JsonNode view, int size) {
    long files = 0;
    for (JsonNode window : view.path("before")) {
      String state = window.path("state").asText();
      if (state.equals("failed") || state.equals("empty")) {
        throw new BenchFailedException("a window ended like this: " + window);
      }
      files += state.equals("done") ? window.path("files").asLong() : 0;
    }
    return files == size;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
