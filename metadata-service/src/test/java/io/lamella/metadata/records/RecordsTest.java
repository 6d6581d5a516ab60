package io.lamella.metadata.records;

import static io.lamella.metadata.Catalogue.as;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.json;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.say;
import static io.lamella.metadata.Catalogue.sealed;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.IngestLoaded;
import io.lamella.contracts.rest.IngestCounts;
import io.lamella.contracts.rest.IngestMiss;
import io.lamella.contracts.rest.IngestView;
import io.lamella.contracts.rest.RecordsView;
import io.lamella.contracts.rest.VersionLink;
import io.lamella.contracts.rest.VersionView;
import io.lamella.kit.event.EventJson;
import io.lamella.testkit.Race;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Topics of a real broker, while the test plays upload-service's part. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class RecordsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Inject Pool pool;
  @Inject Collecting collecting;

  private final Set<String> said = new HashSet<>();
  private VersionView first;
  private UUID dataset;

  @BeforeEach
  void makeADataset() {
    first = sealedVersion("records", fresh("data"));
    dataset = first.dataset();
  }

  @Test
  void aVersionHasTheOffsetsOfItsRecordsAndBuildsOnTheLast() {
    // Given
    TestTopic topic = TestTopic.fresh(2, Map.of());
    topic.send(0, numbers(0, 5));
    topic.send(1, numbers(0, 2));
    set(
        rule(
            topic,
            Map.of(
                "close",
                Map.of("records", 7),
                "fileRecords",
                3,
                "path",
                "logs",
                "zstd",
                true,
                "publish",
                true)));

    // When
    IngestView one = next(null);
    load(one.id());
    topic.send(1, numbers(2, 9));
    IngestView two = next(one.id());
    load(two.id());

    // Then
    VersionView version = read(one.version());
    assertThat(version.state()).isEqualTo(VersionState.PUBLISHED);
    assertThat(version.parents()).extracting(VersionLink::id).containsExactly(first.id());
    assertThat(tree(version.metadata()))
        .isEqualTo(
            tree(
                Map.of(
                    "kafka",
                    Map.of(
                        "topic",
                        topic.name(),
                        "partitions",
                        new TreeMap<>(
                            Map.of(
                                "0", new Range(0, 5),
                                "1", new Range(0, 2)))))));
    String home = "kafka:///" + topic.name() + "?partition=";
    assertThat(sources(one.id()))
        .containsExactly(
            home + "0&from=0&to=3&id=" + topic.id() + "&zstd=true logs/",
            home + "0&from=3&to=5&id=" + topic.id() + "&zstd=true logs/",
            home + "1&from=0&to=2&id=" + topic.id() + "&zstd=true logs/");
    assertThat(ranges(two.id())).isEqualTo(Map.of(1, new Range(2, 9)));
    assertThat(read(two.version()).parents())
        .extracting(VersionLink::id)
        .containsExactly(one.version());
    RecordsView view = show();
    assertThat(view.next()).isEqualTo(Map.of("0", 5L, "1", 9L));
    assertThat(view.state()).isEqualTo("collecting");
    assertThat(view.lag()).isZero();
    assertThat(view.version()).isEqualTo(two.version());
  }

  @Test
  void eachOffsetIsInOneIngestWhoeverLooksAndWhileRecordsCome() throws Exception {
    // Given
    TestTopic topic = TestTopic.fresh(3, Map.of());
    set(rule(topic, Map.of("close", Map.of("records", 60, "every", "PT1S"), "fileRecords", 25)));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<?> producer =
          thread.submit(
              () -> {
                for (int i = 0; i < 30; i++) {
                  for (int partition = 0; partition < 3; partition++) {
                    topic.send(partition, numbers(10 * i, 10 * i + 5 + partition));
                  }
                }
              });

      // When: several replicas look at the same time, all the time
      long total = 30 * (5 + 6 + 7);
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
      do {
        Race.of(4, this::step);
        assertThat(underWay()).isLessThanOrEqualTo(1);
        answerAll();
      } while ((!producer.isDone() || done() < total) && System.nanoTime() - end < 0);
      producer.get();
    } finally {
      thread.shutdownNow();
    }

    // Then
    Map<Integer, Long> ends = new HashMap<>();
    List<UUID> ingests = ingests();
    assertThat(ingests).hasSizeGreaterThan(3);
    for (UUID ingest : ingests) {
      SortedMap<Integer, Range> ranges = ranges(ingest);
      assertThat(ranges.values().stream().mapToLong(Range::size).sum()).isBetween(1L, 60L);
      ranges.forEach(
          (partition, range) -> {
            assertThat(range.from()).isEqualTo(ends.getOrDefault(partition, 0L));
            ends.put(partition, range.to());
          });
      assertThat(sourceOffsets(ingest))
          .isEqualTo(ranges.values().stream().mapToLong(Range::size).sum());
    }
    assertThat(ends).isEqualTo(Map.of(0, 150L, 1, 180L, 2, 210L));
  }

  @Test
  void offsetsAreTakenOnlyWithTheIngestThatHasThem() {
    // Given: an ingest that cannot be written down
    TestTopic topic = TestTopic.fresh(1, Map.of());
    RecordsView set = set(rule(topic, Map.of("close", Map.of("records", 3))));
    String key = "records/" + ruleId() + "/1";
    UUID blocking =
        as(
                post(
                    "/v1/ingests",
                    Map.of(
                        "target", Map.of("project", "records", "dataset", fresh("other")),
                        "sources", List.of(Map.of("uri", "file:///x")),
                        "key", key)),
                202,
                IngestView.class)
            .id();
    run("UPDATE ingest SET caller = 'records' WHERE id = $1", blocking);

    // When
    topic.send(0, numbers(0, 3));
    for (int i = 0; i < 3; i++) {
      try {
        step();
      } catch (AssertionError e) {
        assertThat(e).hasMessageContaining("another ingest has the key");
      }
    }

    // Then
    assertThat(set.next()).isEqualTo(Map.of("0", 0L));
    assertThat(show().next()).isEqualTo(Map.of("0", 0L));
    assertThat(show().ingest()).isNull();
    run("UPDATE ingest SET caller = 'other' WHERE id = $1", blocking);
    assertThat(ranges(next(null).id())).isEqualTo(Map.of(0, new Range(0, 3)));
  }

  @Test
  void whatHasFailedIsTriedAgainByItself() {
    TestTopic topic = TestTopic.fresh(1, Map.of());
    topic.send(0, numbers(0, 3));
    set(rule(topic, Map.of("close", Map.of("records", 3))));
    IngestView one = next(null);

    loaded(one.id(), 1, List.of(miss("source-unreadable")));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(view(one.id()).attempt()).isEqualTo(2));
    load(one.id());

    assertThat(ranges(one.id())).isEqualTo(Map.of(0, new Range(0, 3)));
    assertThat(read(one.version()).state()).isEqualTo(VersionState.FINAL);
    await().atMost(LIMIT).untilAsserted(() -> assertThat(show().state()).isEqualTo("collecting"));
    assertThat(ingests()).containsExactly(one.id());
  }

  @Test
  void itStopsWhenRecordsAreGoneThatNoVersionHasUntilSomebodySkipsThem() {
    // Given
    TestTopic topic = TestTopic.fresh(2, Map.of());
    topic.send(0, numbers(0, 5));
    topic.send(1, numbers(0, 5));
    set(rule(topic, Map.of("close", Map.of("records", 10))));
    IngestView one = next(null);
    topic.deleteBefore(0, 3);

    // When
    loaded(one.id(), 1, List.of(miss("source-missing")));
    RecordsView stopped = awaitState("stopped");

    // Then: nothing is left out by itself
    assertThat(stopped.failure()).isNotNull();
    assertThat(stopped.failure().code()).isEqualTo("source-missing");
    assertThat(stopped.failure().detail()).contains("offsets 0 to 2 of partition 0");

    // When
    skip().then().statusCode(200);
    topic.send(1, numbers(5, 8));
    IngestView two = next(one.id());

    // Then
    assertThat(ranges(two.id())).isEqualTo(Map.of(0, new Range(3, 5), 1, new Range(0, 8)));
    assertThat(problem(post("/v1/ingests/" + one.id() + "/retry"), 409)).isEqualTo("wrong-state");
    assertThat(problem(skip(), 409)).isEqualTo("wrong-state");
    load(two.id());
    topic.send(0, numbers(5, 9));
    step();
    topic.deleteBefore(0, 7);
    assertThat(awaitState("stopped").next()).containsEntry("0", 5L);
    assertThat(as(skip(), 200, RecordsView.class).next()).containsEntry("0", 7L);
  }

  @Test
  void aTopicThatWasMadeAnewIsAnotherOne() {
    TestTopic topic = TestTopic.fresh(1, Map.of());
    topic.send(0, numbers(0, 3));
    set(rule(topic, Map.of("close", Map.of("records", 3))));
    load(next(null).id());

    topic.delete();
    await()
        .atMost(LIMIT)
        .until(() -> problem(set(rule(topic, Map.of()), 422), 422).equals("source-missing"));
    topic.recreate(1);
    topic.send(0, numbers(0, 8));

    assertThat(awaitState("stopped").failure()).isNotNull();
    UUID last = show().ingest();
    skip().then().statusCode(200);
    assertThat(ranges(next(last).id())).isEqualTo(Map.of(0, new Range(0, 3)));
  }

  @Test
  void aCancelledOneIsLeftToWhoCancelledIt() {
    TestTopic topic = TestTopic.fresh(1, Map.of());
    topic.send(0, numbers(0, 3));
    set(rule(topic, Map.of("close", Map.of("records", 3))));
    IngestView one = next(null);

    post("/v1/ingests/" + one.id() + "/cancel").then().statusCode(200);

    assertThat(awaitState("stopped").failure()).isNotNull();
    skip().then().statusCode(200);
    IngestView two = next(one.id());
    assertThat(ranges(two.id())).isEqualTo(Map.of(0, new Range(0, 3)));
    assertThat(problem(post("/v1/ingests/" + one.id() + "/retry"), 409)).isEqualTo("wrong-state");
  }

  @Test
  void itBeginsWhereItIsToldAndWithAllOfAPartitionThatComesLater() {
    // Given
    TestTopic topic = TestTopic.fresh(2, Map.of());
    topic.send(0, numbers(0, 4));
    RecordsView set = set(rule(topic, Map.of("start", "latest", "close", Map.of("every", "PT1S"))));
    assertThat(set.next()).isEqualTo(Map.of("0", 4L, "1", 0L));

    // When
    topic.grow(3);
    await().atMost(LIMIT).ignoreExceptions().untilAsserted(() -> topic.send(2, List.of("new")));
    topic.send(0, numbers(4, 5));
    load(next(null).id());
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              answerAll();
              assertThat(show().next()).isEqualTo(Map.of("0", 5L, "1", 0L, "2", 1L));
            });
  }

  @Test
  void whatIsSetAgainGoesOnAndAnotherTopicBeginsAnew() {
    // Given
    TestTopic topic = TestTopic.fresh(2, Map.of());
    topic.send(0, numbers(0, 3));
    topic.send(1, numbers(0, 3));
    set(rule(topic, Map.of("partitions", List.of(0), "close", Map.of("records", 3))));
    load(next(null).id());

    // When
    RecordsView again = set(rule(topic, Map.of("close", Map.of("records", 100), "zstd", true)));

    // Then
    assertThat(again.next()).isEqualTo(Map.of("0", 3L, "1", 0L));
    assertThat(again.zstd()).isTrue();
    TestTopic other = TestTopic.fresh(1, Map.of());
    assertThat(set(rule(other, Map.of())).next()).isEqualTo(Map.of("0", 0L));
    assertThat(problem(set(rule(other, Map.of("partitions", List.of(1))), 400), 400))
        .isEqualTo("invalid-request");
    given().delete("/v1/datasets/" + dataset + "/records").then().statusCode(204);
    assertThat(problem(get("/v1/datasets/" + dataset + "/records"), 404)).isEqualTo("not-found");
    assertThat(problem(skip(), 404)).isEqualTo("not-found");
    assertThat(problem(get("/v1/datasets/" + UUID.randomUUID() + "/records"), 404))
        .isEqualTo("dataset-not-found");
  }

  @Test
  void whatNobodyCommitsIsNotTaken() {
    TestTopic topic = TestTopic.fresh(1, Map.of());
    set(rule(topic, Map.of("close", Map.of("every", "PT1S"))));
    topic.sendInTransaction(0, numbers(0, 2), true);
    try (var producer = topic.producer(Map.of("transactional.id", topic.name()))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(topic.record(0, null, new byte[1]));
      producer.flush();

      IngestView one = next(null);
      assertThat(ranges(one.id())).isEqualTo(Map.of(0, new Range(0, 3)));
      producer.abortTransaction();
    }
  }

  private static JsonNode tree(Object value) {
    try {
      return EventJson.MAPPER.readTree(json(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  private static Map<String, Object> rule(TestTopic topic, Map<String, Object> more) {
    Map<String, Object> rule = new HashMap<>(more);
    rule.put("topic", topic.name());
    return rule;
  }

  private RecordsView set(Map<String, Object> rule) {
    return as(set(rule, 200), 200, RecordsView.class);
  }

  private Response set(Map<String, Object> rule, int status) {
    Response response =
        given()
            .contentType(ContentType.JSON)
            .body(json(rule))
            .put("/v1/datasets/" + dataset + "/records");
    response.then().statusCode(status);
    return response;
  }

  private RecordsView show() {
    return as(get("/v1/datasets/" + dataset + "/records"), 200, RecordsView.class);
  }

  private Response skip() {
    return post("/v1/datasets/" + dataset + "/records/skip");
  }

  private RecordsView awaitState(String state) {
    return await()
        .atMost(LIMIT)
        .until(
            () -> {
              step();
              return show();
            },
            view -> view.state().equals(state));
  }

  /** The ingest behind another one, once it loads. */
  private IngestView next(@Nullable UUID last) {
    UUID id =
        await()
            .atMost(LIMIT)
            .until(
                () -> {
                  step();
                  return show().ingest();
                },
                ingest -> ingest != null && !ingest.equals(last));
    return await().atMost(LIMIT).until(() -> view(id), view -> view.state().equals("loading"));
  }

  private boolean step() {
    try {
      VertxContextSupport.subscribeAndAwait(() -> collecting.step(dataset));
      return true;
    } catch (Throwable e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  private static IngestView view(UUID id) {
    return as(get("/v1/ingests/" + id), 200, IngestView.class);
  }

  private static IngestMiss miss(String code) {
    return new IngestMiss("kafka:///x", "x", code, "it is not there");
  }

  private static void loaded(UUID id, int attempt, List<IngestMiss> misses) {
    IngestCounts counts = new IngestCounts(true, 3 + misses.size(), 300, 3, 300, misses.size());
    say(EventType.INGEST_LOADED, id, new IngestLoaded(id, attempt, counts, misses, null));
  }

  private void load(UUID id) {
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              answer(id);
              return view(id).state().equals("done");
            });
  }

  private void answerAll() {
    UUID last = show().ingest();
    if (last != null) {
      answer(last);
    }
  }

  /** Says what upload-service says, once. */
  private void answer(UUID id) {
    IngestView ingest = view(id);
    if (ingest.state().equals("loading") && said.add("loaded " + id + ingest.attempt())) {
      loaded(id, ingest.attempt(), List.of());
    }
    UUID version = ingest.version();
    if (ingest.state().equals("sealing") && version != null) {
      VersionView sealing = read(version);
      if (sealing.sealing() && said.add("sealed " + id + sealing.epoch())) {
        sealed(version, sealing.epoch());
      }
    }
  }

  private long underWay() {
    return ingests().stream().filter(id -> view(id).ended() == null).count();
  }

  private long done() {
    return ingests().stream()
        .filter(id -> view(id).state().equals("done"))
        .flatMap(id -> ranges(id).values().stream())
        .mapToLong(Range::size)
        .sum();
  }

  private String ruleId() {
    return rows("SELECT id::text FROM records_rule WHERE dataset = $1", dataset).get(0);
  }

  /** All ingests of the rule, in order. */
  private List<UUID> ingests() {
    List<String> found =
        rows(
            "SELECT key || ' ' || id FROM ingest WHERE caller = 'records' AND key LIKE 'records/' ||"
                + " (SELECT id FROM records_rule WHERE dataset = $1) || '/%'",
            dataset);
    return found.stream()
        .sorted(
            Comparator.comparingInt(
                text ->
                    Integer.parseInt(text.substring(text.lastIndexOf('/') + 1, text.indexOf(' ')))))
        .map(text -> UUID.fromString(text.substring(text.indexOf(' ') + 1)))
        .toList();
  }

  private JsonNode request(UUID ingest) {
    try {
      return EventJson.MAPPER.readTree(
          rows("SELECT request::text FROM ingest WHERE id = $1", ingest).get(0));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private SortedMap<Integer, Range> ranges(UUID ingest) {
    return Range.byPartition(request(ingest).at("/target/metadata/kafka/partitions").toString());
  }

  private List<String> sources(UUID ingest) {
    List<String> sources = new ArrayList<>();
    request(ingest)
        .get("sources")
        .forEach(
            source -> sources.add(source.get("uri").asText() + " " + source.get("path").asText()));
    return sources;
  }

  private long sourceOffsets(UUID ingest) {
    return sources(ingest).stream()
        .mapToLong(
            uri ->
                Long.parseLong(uri.replaceAll(".*&to=(\\d+).*", "$1"))
                    - Long.parseLong(uri.replaceAll(".*&from=(\\d+).*", "$1")))
        .sum();
  }

  private void run(String sql, UUID id) {
    pool.preparedQuery(sql).execute(Tuple.of(id)).await().atMost(LIMIT);
  }

  private List<String> rows(String sql, UUID id) {
    List<String> found = new ArrayList<>();
    pool.preparedQuery(sql)
        .execute(Tuple.of(id))
        .await()
        .atMost(LIMIT)
        .forEach(row -> found.add(row.getString(0)));
    return found;
  }
}
