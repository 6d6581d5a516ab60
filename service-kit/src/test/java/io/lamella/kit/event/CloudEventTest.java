package io.lamella.kit.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.SealFailed;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

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
}
