package io.lamella.kit.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.kit.event.EventJson;
import java.util.UUID;

/**
 * An event that is to be sent once the transaction that writes it has committed.
 *
 * @param topic Kafka topic
 * @param key Kafka key: events of one key keep their order
 * @param id id of the CloudEvent
 * @param type type of the CloudEvent
 * @param subject subject of the CloudEvent
 * @param data body, JSON
 */
public record OutboxEvent(
    String topic, String key, UUID id, String type, String subject, String data) {

  /** An event whose body is a record of the contracts; the key is also its subject. */
  public static OutboxEvent of(String topic, Object key, String type, Object body) {
    try {
      return new OutboxEvent(
          topic,
          key.toString(),
          UUID.randomUUID(),
          type,
          key.toString(),
          EventJson.MAPPER.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a body that is no JSON: " + body.getClass(), e);
    }
  }
}
