package io.lamella.metadata.deadletter;

import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.Topic;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class DeadLetterTest {
  private final String key = UUID.randomUUID().toString();

  @Test
  void whatCouldNotBeTakenIsShownAndSentAgainAsItWas() {
    // Given: a body that the consumer of lamella.uploads cannot read
    bad("no json");
    Map<String, Object> letter = awaitLetter();

    // When
    String id = String.valueOf(letter.get("id"));
    assertThat(get("/v1/dead-letters/" + id).jsonPath().getString("value")).isEqualTo("no json");
    post("/v1/dead-letters/" + id + "/replay").then().statusCode(200);

    // Then: it is out of the list, and comes back as another one, since nothing has mended it
    assertThat(letter.get("topic")).isEqualTo(Topic.UPLOADS);
    assertThat(letter.get("type")).isEqualTo(EventType.VERSION_SEALED);
    assertThat(String.valueOf(letter.get("reason"))).contains("another body");
    Map<String, Object> again = awaitLetter();
    assertThat(again.get("id")).isNotEqualTo(id);
    assertThat(problem(get("/v1/dead-letters/" + id), 404)).isEqualTo("dead-letter-not-found");
    assertThat(problem(post("/v1/dead-letters/" + id + "/replay"), 404))
        .isEqualTo("dead-letter-not-found");
    List<ConsumerRecord<String, byte[]>> sent =
        TestTopics.all(Topic.UPLOADS).stream().filter(r -> key.equals(r.key())).toList();
    assertThat(sent).hasSize(2);
    assertThat(sent.get(1).value()).isEqualTo(sent.get(0).value());
    assertThat(sent.get(1).headers()).isEqualTo(sent.get(0).headers());
  }

  @Test
  void oneWithoutAKeyIsSentAgainToo() {
    // Given
    String value = "no json " + key;
    bad(null, value);
    String id = awaitLetterOf(value);

    // When
    post("/v1/dead-letters/" + id + "/replay").then().statusCode(200);

    // Then
    assertThat(awaitLetterOf(value)).isNotEqualTo(id);
    assertThat(TestTopics.all(Topic.UPLOADS))
        .filteredOn(record -> value.equals(new String(record.value(), StandardCharsets.UTF_8)))
        .hasSize(2)
        .allMatch(record -> record.key() == null);
  }

  private String awaitLetterOf(String value) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                all().stream()
                    .filter(letter -> letter.get("key") == null)
                    .map(letter -> String.valueOf(letter.get("id")))
                    .filter(id -> value.equals(valueOf(id)))
                    .toList(),
            found -> found.size() == 1)
        .get(0);
  }

  private static String valueOf(String id) {
    return get("/v1/dead-letters/" + id).jsonPath().getString("value");
  }

  @Test
  void whatIsDroppedIsOutOfSight() {
    bad("[");
    String id = String.valueOf(awaitLetter().get("id"));

    post("/v1/dead-letters/" + id + "/drop").then().statusCode(200);

    assertThat(letters()).isEmpty();
    assertThat(problem(get("/v1/dead-letters/" + id), 404)).isEqualTo("dead-letter-not-found");
  }

  @Test
  void whatIsNoneIsNotFound() {
    for (String id :
        List.of(
            "x", "lamella.uploads:0:999999", "lamella.uploads:999:0", "__consumer_offsets:0:0")) {
      assertThat(problem(get("/v1/dead-letters/" + id), 404)).isEqualTo("dead-letter-not-found");
    }
    assertThat(problem(get("/v1/dead-letters?topic=other"), 400)).isEqualTo("invalid-request");
  }

  private void bad(String value) {
    bad(key, value);
  }

  private void bad(@Nullable String recordKey, String value) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(Topic.UPLOADS, recordKey, value.getBytes(StandardCharsets.UTF_8));
    Map.of(
            "ce_specversion",
            "1.0",
            "ce_id",
            key,
            "ce_type",
            EventType.VERSION_SEALED,
            "ce_source",
            "/tests")
        .forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    TestTopics.send(record);
  }

  private Map<String, Object> awaitLetter() {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(this::letters, found -> found.size() == 1)
        .get(0);
  }

  private List<Map<String, Object>> letters() {
    return all().stream().filter(letter -> key.equals(letter.get("key"))).toList();
  }

  private static List<Map<String, Object>> all() {
    return get("/v1/dead-letters?topic=" + Topic.UPLOADS).jsonPath().getList("items");
  }
}
