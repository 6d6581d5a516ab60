package io.lamella.kit.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.SealFailed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventTest {
  private static final String BODY =
      """
      {"version":"00000000-0000-0000-0000-000000000001","epoch":2,"code":"x","detail":"y","new":1}\
      """;

  @Test
  void readsBinaryMode() {
    CloudEvent event = CloudEvent.read(record(BODY, "ce_id", "ce_type", "ce_source", "ce_time"));

    assertThat(event.type()).isEqualTo(EventType.SEAL_FAILED);
    assertThat(event.time()).isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
    assertThat(event.body(SealFailed.class))
        .isEqualTo(
            new SealFailed(UUID.fromString("00000000-0000-0000-0000-000000000001"), 2, "x", "y"));
  }

  @Test
  void readsStructuredMode() {
    CloudEvent event =
        CloudEvent.read(
            structured(
                """
                {"specversion": "1.0", "id": "7", "type": "t", "source": "/s", "subject": "x",
                 "time": "2026-11-22T10:00:00Z", "data": {"a": 1}}
                """));

    assertThat(event.id()).isEqualTo("7");
    assertThat(event.type()).isEqualTo("t");
    assertThat(event.source()).isEqualTo("/s");
    assertThat(event.subject()).isEqualTo("x");
    assertThat(event.time()).isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
    assertThat(new String(event.data(), StandardCharsets.UTF_8)).isEqualTo("{\"a\":1}");
    assertThat(CloudEvent.isOne(structured("{}"))).isTrue();
    assertThat(CloudEvent.isOne(record(BODY))).isFalse();
  }

  @Test
  void knowsTheTraceOfAStructuredEvent() {
    assertThat(traceparent(structured("{\"traceparent\": \"00-1-2-01\"}"))).isEqualTo("00-1-2-01");
    assertThat(traceparent(structured("{}"))).isNull();
    assertThat(traceparent(structured("no JSON"))).isNull();
    assertThat(traceparent(record(BODY))).isNull();
  }

  @Test
  void readsBytesOfStructuredMode() {
    CloudEvent event =
        CloudEvent.read(
            structured(
                "{\"id\": \"7\", \"type\": \"t\", \"source\": \"/s\", \"data_base64\": \"e30=\"}"));

    assertThat(new String(event.data(), StandardCharsets.UTF_8)).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "[]",
        "{}",
        "{\"id\": \"7\", \"source\": \"/s\", \"data\": {}}",
        "{\"id\": \"7\", \"type\": \"t\", \"source\": \"/s\"}",
        "{\"id\": \"7\", \"type\": \"t\", \"source\": \"/s\", \"data\": 1, \"time\": \"now\"}",
        "{\"id\": \"7\", \"type\": \"t\", \"source\": \"/s\", \"data_base64\": \"%\"}"
      })
  void refusesWhatIsNoStructuredEvent(String text) {
    assertThatThrownBy(() -> CloudEvent.read(structured(text)))
        .isInstanceOf(UnreadableEventException.class);
  }

  private static ConsumerRecord<String, byte[]> structured(String text) {
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>("t", 0, 0, "k", text.getBytes(StandardCharsets.UTF_8));
    record
        .headers()
        .add(
            "content-type",
            "application/cloudevents+json; charset=UTF-8".getBytes(StandardCharsets.UTF_8));
    return record;
  }

  @Test
  void refusesARecordThatIsNoCloudEvent() {
    assertThatThrownBy(() -> CloudEvent.read(record(BODY, "ce_id", "ce_source")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ce_type");
  }

  @Test
  void refusesABodyOfAnotherForm() {
    CloudEvent event = CloudEvent.read(record("[1", "ce_id", "ce_type", "ce_source"));

    assertThatThrownBy(() -> event.body(SealFailed.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(EventType.SEAL_FAILED);
  }

  private static ConsumerRecord<String, byte[]> record(String body, String... headers) {
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>("topic", 0, 0, "key", body.getBytes(UTF_8));
    for (String header : headers) {
      String value =
          switch (header) {
            case "ce_type" -> EventType.SEAL_FAILED;
            case "ce_time" -> "2026-11-22T10:00:00Z";
            default -> header;
          };
      record.headers().add(header, value.getBytes(UTF_8));
    }
    return record;
  }

  private static @Nullable String traceparent(ConsumerRecord<String, byte[]> record) {
    return CloudEvent.traceparent(record.headers(), record.value());
  }
}
