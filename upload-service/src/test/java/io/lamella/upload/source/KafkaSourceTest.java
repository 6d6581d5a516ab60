package io.lamella.upload.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopic;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Records of a real broker. */
class KafkaSourceTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration STALL = Duration.ofSeconds(10);

  @BeforeAll
  static void startKafka() {
    RealServices services = new RealServices();
    services.init(Map.of("postgresql", "false"));
    services.start();
  }

  @Test
  void everyFormOfRecordIsALine() throws IOException {
    // Given
    TestTopic topic = TestTopic.fresh(1, Map.of());
    List<ProducerRecord<byte[], byte[]>> sent =
        List.of(
            at(topic, 0, "k", bytes("{\"a\": 1.10,\r\n \"b\": [\"ü\\n\"]}\n")),
            at(topic, 1, null, bytes("plain \"text\"")),
            at(topic, 2, "k", new byte[] {(byte) 0xff, 0}),
            at(topic, 3, "k", null),
            at(topic, 4, "k", bytes("12 34")),
            at(topic, 5, "k", bytes("")),
            at(topic, 6, "k", bytes("\uFEFF{}")),
            new ProducerRecord<>(topic.name(), 0, 7L, new byte[] {(byte) 0xfe}, bytes("true")));
    sent.get(0).headers().add("h", bytes("one")).add("h", new byte[] {(byte) 0xff}).add("n", null);
    topic.sendAll(sent);

    // When
    List<String> lines = lines(read(topic, 0, 8, ""));

    // Then
    assertThat(lines)
        .containsExactly(
            "{\"offset\":0,\"partition\":0,\"timestamp\":\"1970-01-01T00:00:00.000Z\",\"key\":\"k\","
                + "\"headers\":[{\"key\":\"h\",\"value\":\"one\"},{\"key\":\"h\",\"valueBase64\":\"/w==\"},"
                + "{\"key\":\"n\",\"value\":null}],\"value\":{\"a\": 1.10,   \"b\": [\"ü\\n\"]}}",
            whole(1, "\"key\":null", "\"value\":\"plain \\\"text\\\"\""),
            whole(2, "\"key\":\"k\"", "\"valueBase64\":\"/wA=\""),
            whole(3, "\"key\":\"k\"", "\"value\":null"),
            whole(4, "\"key\":\"k\"", "\"value\":\"12 34\""),
            whole(5, "\"key\":\"k\"", "\"value\":\"\""),
            whole(6, "\"key\":\"k\"", "\"value\":\"\uFEFF{}\""),
            whole(7, "\"keyBase64\":\"/g==\"", "\"value\":true"));
    assertThat(lines(read(topic, 0, 8, "&values=only")))
        .containsExactly(
            "{\"a\": 1.10,   \"b\": [\"ü\\n\"]}",
            "\"plain \\\"text\\\"\"",
            "{\"valueBase64\":\"/wA=\"}",
            "null",
            "\"12 34\"",
            "\"\"",
            "\"\uFEFF{}\"",
            "true");
    for (String line : lines) {
      assertThat(JSON.readTree(line).isObject()).isTrue();
    }
  }

  private static String whole(int offset, String key, String value) {
    return "{\"offset\":%d,\"partition\":0,\"timestamp\":\"1970-01-01T00:00:00.00%dZ\",%s,\"headers\":[],%s}"
        .formatted(offset, offset, key, value);
  }

  @Test
  void aRangeIsItsOffsetsAndTheSameBytesEachTime() throws IOException {
    // Given: more than is asked of Kafka at a time
    TestTopic topic = TestTopic.fresh(2, Map.of());
    String filler = "x".repeat(1_000);
    List<String> values =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "{\"n\":" + i + ",\"x\":\"" + filler + "\"}")
            .toList();
    topic.send(1, values);

    // When
    byte[] plain = read(topic, 1, 1_234, 4_321, "");
    byte[] packed = read(topic, 1, 1_234, 4_321, "&zstd=true");

    // Then
    assertThat(numbers(plain))
        .containsExactlyElementsOf(IntStream.range(1_234, 4_321).boxed().toList());
    assertThat(read(topic, 1, 1_234, 4_321, "")).isEqualTo(plain);
    assertThat(slowly(topic, 1_234, 4_321)).isEqualTo(packed);
    assertThat(packed.length).isLessThan(plain.length / 5);
    try (InputStream unpacked = new ZstdInputStream(new ByteArrayInputStream(packed))) {
      assertThat(unpacked.readAllBytes()).isEqualTo(plain);
    }
  }

  /** As who takes few bytes at a time. */
  private static byte[] slowly(TestTopic topic, long from, long to) throws IOException {
    try (Opened opened = source(STALL).open(address(topic, 1, from, to, "&zstd=true"))) {
      List<byte[]> pieces = new ArrayList<>();
      byte[] piece = new byte[777];
      for (int read = opened.body().read(piece); read >= 0; read = opened.body().read(piece)) {
        pieces.add(Arrays.copyOf(piece, read));
      }
      byte[] all = new byte[pieces.stream().mapToInt(each -> each.length).sum()];
      int at = 0;
      for (byte[] each : pieces) {
        System.arraycopy(each, 0, all, at, each.length);
        at += each.length;
      }
      return all;
    }
  }

  @Test
  void whatWasAbortedIsLeftOutWhereverItLies() throws IOException {
    // Given: aborted ones at the beginning, in the middle, and all of the end; markers between
    TestTopic topic = TestTopic.fresh(1, Map.of());
    topic.sendInTransaction(0, List.of("0", "1"), false);
    topic.sendInTransaction(0, List.of("3", "4"), true);
    topic.sendInTransaction(0, List.of("6"), false);
    topic.send(0, List.of("8"));
    topic.sendInTransaction(0, List.of("9", "10"), false);

    // Then
    assertThat(values(read(topic, 0, 12, ""))).containsExactly("3", "4", "8");
    assertThat(values(read(topic, 0, 4, ""))).containsExactly("3");
    assertThat(values(read(topic, 4, 9, ""))).containsExactly("4", "8");
    assertThat(read(topic, 9, 12, "")).isEmpty();
    assertThat(read(topic, 5, 8, "")).isEmpty();
  }

  @Test
  void whatIsCompactedAwayIsLeftOut() throws Exception {
    // Given: many records of one key, of which only the last stays
    TestTopic topic =
        TestTopic.fresh(
            1,
            Map.of(
                "cleanup.policy", "compact",
                "segment.ms", "100",
                "min.cleanable.dirty.ratio", "0.001",
                "max.compaction.lag.ms", "100",
                "delete.retention.ms", "100"));
    for (int i = 0; i < 20; i++) {
      topic.sendAll(List.of(topic.record(0, bytes("same"), bytes(Integer.toString(i)))));
    }
    Thread.sleep(200);
    topic.sendAll(List.of(topic.record(0, bytes("other"), bytes("20"))));

    // Then
    long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (values(read(topic, 0, 19, "")).size() > 0 && System.nanoTime() - end < 0) {
      Thread.sleep(500);
    }
    assertThat(values(read(topic, 0, 21, ""))).containsExactly("19", "20");
    assertThat(read(topic, 5, 15, "")).isEmpty();
  }

  @Test
  void whatIsNotThereAsAWholeIsNotReadInPart() {
    // Given
    TestTopic topic = TestTopic.fresh(1, Map.of());
    topic.send(0, List.of("0", "1", "2", "3", "4"));
    topic.deleteBefore(0, 3);

    // Then
    assertMissing(topic, 0, 2, 5, "begins at offset 3", false);
    assertMissing(topic, 0, 3, 6, "end before offset 5", true);
    assertMissing(topic, 1, 0, 1, "no such topic or partition", false);
    TestTopic none = new TestTopic(topic.bootstrapServers(), "none");
    assertMissing(none, 0, 0, 1, "no such topic or partition", false);
  }

  @Test
  void aTopicThatWasMadeAnewIsAnotherOne() throws IOException {
    TestTopic topic = TestTopic.fresh(1, Map.of());
    topic.send(0, List.of("0", "1"));
    String id = "&values=only&id=" + topic.id();
    assertThat(read(topic, 0, 2, id)).isEqualTo(bytes("0\n1\n"));

    topic.delete();
    topic.recreate(1);
    topic.send(0, List.of("2", "3"));

    assertThatThrownBy(() -> read(topic, 0, 2, id))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("made anew");
    assertThat(read(topic, 0, 2, "&values=only")).isEqualTo(bytes("2\n3\n"));
  }

  @Test
  void anOpenTransactionIsNotReadInto() {
    TestTopic topic = TestTopic.fresh(1, Map.of());
    topic.send(0, List.of("0"));
    try (var producer = topic.producer(Map.of("transactional.id", topic.name()))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(topic.record(0, null, bytes("1")));
      producer.flush();

      assertMissing(topic, 0, 0, 2, "end before offset 1", true);
      producer.abortTransaction();
    }
  }

  private static void assertMissing(
      TestTopic topic, int partition, long from, long to, String said, boolean mayPass) {
    assertThatThrownBy(() -> read(topic, partition, from, to, ""))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> {
              assertThat(e.code().code()).isEqualTo("source-missing");
              assertThat(e).hasMessageContaining(said);
              assertThat(e.mayPass()).isEqualTo(mayPass);
            });
  }

  @Test
  void whatIsGoneWhileItIsReadIsSaid() throws IOException {
    // Given: a reader that has some of many MiB
    TestTopic topic = TestTopic.fresh(1, Map.of());
    String filler = "x".repeat(100_000);
    topic.send(0, IntStream.range(0, 200).mapToObj(i -> filler + i).toList());

    try (Opened opened = source(STALL).open(address(topic, 0, 0, 200, ""))) {
      assertThat(opened.body().readNBytes(1_000)).hasSize(1_000);

      // When
      topic.deleteBefore(0, 200);

      // Then
      assertThatThrownBy(() -> opened.body().readAllBytes())
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.code().code()).isEqualTo("source-missing"));
    }
  }

  @Test
  void aKafkaThatDoesNotAnswerMayComeBack() {
    KafkaSource nowhere = new KafkaSource("127.0.0.1:1", Map.of(), Duration.ofSeconds(1));

    assertThatThrownBy(() -> nowhere.open(SourceAddress.of("kafka:///a?partition=0&from=0&to=1")))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> {
              assertThat(e.code().code()).isEqualTo("source-unreadable");
              assertThat(e.mayPass()).isTrue();
            });
  }

  @Test
  void propertiesOfTheClientWin() throws IOException {
    TestTopic topic = TestTopic.fresh(1, Map.of());
    topic.send(0, List.of("0"));

    KafkaSource source =
        new KafkaSource(
            "127.0.0.1:1", Map.of("bootstrap.servers", topic.bootstrapServers()), STALL);

    try (Opened opened = source.open(address(topic, 0, 0, 1, "&values=only"))) {
      assertThat(opened.body().readAllBytes()).isEqualTo(bytes("0\n"));
    }
  }

  @Test
  void aFileHasTheTimeOfItsFirstRecord() throws IOException {
    TestTopic topic = TestTopic.fresh(1, Map.of());
    topic.sendAll(List.of(at(topic, 1_234, "k", bytes("0")), at(topic, 5_678, "k", bytes("1"))));

    try (Opened opened = source(STALL).open(address(topic, 0, 0, 2, ""))) {
      assertThat(opened.modified()).isEqualTo(Instant.ofEpochMilli(1_234));
      assertThat(opened.size()).isEqualTo(-1);
    }
  }

  private static ProducerRecord<byte[], byte[]> at(
      TestTopic topic, long time, @Nullable String key, byte @Nullable [] value) {
    return new ProducerRecord<>(topic.name(), 0, time, key == null ? null : bytes(key), value);
  }

  private static KafkaSource source(Duration stall) {
    return new KafkaSource(RealServices.kafka().bootstrapServers(), Map.of(), stall);
  }

  private static SourceAddress address(
      TestTopic topic, int partition, long from, long to, String more) throws IOException {
    return SourceAddress.of(
        "kafka:///%s?partition=%d&from=%d&to=%d%s"
            .formatted(topic.name(), partition, from, to, more));
  }

  private static byte[] read(TestTopic topic, long from, long to, String more) throws IOException {
    return read(topic, 0, from, to, more);
  }

  private static byte[] read(TestTopic topic, int partition, long from, long to, String more)
      throws IOException {
    try (Opened opened = source(STALL).open(address(topic, partition, from, to, more))) {
      return opened.body().readAllBytes();
    }
  }

  private static List<String> lines(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    assertThat(text).endsWith("\n");
    return List.of(text.substring(0, text.length() - 1).split("\n", -1));
  }

  private static List<String> values(byte[] file) throws IOException {
    List<String> values = new ArrayList<>();
    for (String line : file.length == 0 ? List.<String>of() : lines(file)) {
      values.add(JSON.readTree(line).get("value").asText());
    }
    return values;
  }

  private static List<Integer> numbers(byte[] file) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (String line : lines(file)) {
      JsonNode record = JSON.readTree(line);
      assertThat(record.get("value").get("n").asInt()).isEqualTo(record.get("offset").asInt());
      numbers.add(record.get("offset").asInt());
    }
    return numbers;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
