package io.lamella.kit.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A CloudEvent 1.0 from a Kafka record, binary mode.
 *
 * @param id unique together with the source
 * @param type says what happened and names the body's form
 * @param source who says it
 * @param subject what it is about
 * @param time when it happened
 * @param data JSON
 */
public record CloudEvent(
    String id, String type, String source, String subject, Instant time, byte[] data) {

  /**
   * Reads the attributes from the record's headers.
   *
   * @throws UnreadableEventException when it is no CloudEvent
   */
  public static CloudEvent read(ConsumerRecord<String, byte[]> record) {
    Headers headers = record.headers();
    String id = required(headers, "ce_id");
    String type = required(headers, "ce_type");
    String source = required(headers, "ce_source");
    byte[] data = record.value();
    if (data == null) {
      throw new UnreadableEventException("an event without data: " + type);
    }
    return new CloudEvent(
        id, type, source, header(headers, "ce_subject").orElse(""), time(headers, record), data);
  }

  /**
   * The body as a record of the contracts.
   *
   * @throws UnreadableEventException when it is not of that form
   */
  public <T> T body(Class<T> form) {
    try {
      return EventJson.MAPPER.readValue(data, form);
    } catch (IOException e) {
      throw new UnreadableEventException("an event of type " + type + " with another body", e);
    }
  }

  private static Instant time(Headers headers, ConsumerRecord<String, byte[]> record) {
    try {
      return header(headers, "ce_time")
          .map(Instant::parse)
          .orElseGet(() -> Instant.ofEpochMilli(record.timestamp()));
    } catch (DateTimeParseException e) {
      throw new UnreadableEventException("an event with a time that cannot be read", e);
    }
  }

  private static String required(Headers headers, String name) {
    return header(headers, name)
        .orElseThrow(() -> new UnreadableEventException("a record without the header " + name));
  }

  private static Optional<String> header(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }
}
