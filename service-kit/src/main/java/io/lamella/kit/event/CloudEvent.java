package io.lamella.kit.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.kit.trace.Messaging;
import io.lamella.kit.trace.TraceParent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent 1.0 from a Kafka record, in binary or structured mode.
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

  private static final String STRUCTURED = "application/cloudevents+json";

  /** Whether a record says that it is an event, in either mode. */
  public static boolean isOne(ConsumerRecord<String, byte[]> record) {
    return isStructured(record.headers())
        || record.headers().lastHeader("ce_specversion") != null
        || record.headers().lastHeader("ce_id") != null;
  }

  private static boolean isStructured(Headers headers) {
    return header(headers, "content-type")
        .filter(type -> type.toLowerCase(Locale.ROOT).startsWith(STRUCTURED))
        .isPresent();
  }

  /**
   * Where it was sent, as W3C Trace Context writes it: the record's own header, or the event's
   * attribute; null: it says nothing.
   */
  public static @Nullable String traceparent(Headers headers, byte @Nullable [] value) {
    String header = Messaging.traceparent(headers);
    if (header != null || value == null || !isStructured(headers)) {
      return header;
    }
    try {
      return EventJson.MAPPER.readTree(value).path(TraceParent.NAME).asText(null);
    } catch (IOException e) {
      return null; // whoever reads the event says so
    }
  }

  /**
   * Reads the attributes from the record's headers, or, in structured mode, all of it from its
   * value.
   *
   * @throws UnreadableEventException when it is no CloudEvent
   */
  public static CloudEvent read(ConsumerRecord<String, byte[]> record) {
    if (isStructured(record.headers())) {
      return structured(record);
    }
    Headers headers = record.headers();
    String id = required(headers, "ce_id");
    String type = required(headers, "ce_type");
    String source = required(headers, "ce_source");
    byte[] data = record.value();
    if (data == null) {
      throw new UnreadableEventException("an event without data: " + type);
    }
    return new CloudEvent(
        id,
        type,
        source,
        header(headers, "ce_subject").orElse(""),
        time(header(headers, "ce_time").orElse(null), record),
        data);
  }

  private static CloudEvent structured(ConsumerRecord<String, byte[]> record) {
    JsonNode event;
    try {
      event = record.value() == null ? null : EventJson.MAPPER.readTree(record.value());
    } catch (IOException e) {
      throw new UnreadableEventException("a structured event that is no JSON", e);
    }
    if (event == null || !event.isObject()) {
      throw new UnreadableEventException("a structured event that is no JSON object");
    }
    String type = required(event, "type");
    return new CloudEvent(
        required(event, "id"),
        type,
        required(event, "source"),
        event.path("subject").asText(""),
        time(event.path("time").asText(null), record),
        data(event, type));
  }

  private static String required(JsonNode event, String name) {
    String text = event.path(name).asText("");
    if (text.isEmpty()) {
      throw new UnreadableEventException("a structured event without " + name);
    }
    return text;
  }

  private static byte[] data(JsonNode event, String type) {
    try {
      if (event.hasNonNull("data")) {
        return EventJson.MAPPER.writeValueAsBytes(event.get("data"));
      }
      if (event.hasNonNull("data_base64")) {
        return event.get("data_base64").binaryValue();
      }
    } catch (IOException e) {
      throw new UnreadableEventException("an event whose data cannot be read: " + type, e);
    }
    throw new UnreadableEventException("an event without data: " + type);
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

  private static Instant time(@Nullable String text, ConsumerRecord<String, byte[]> record) {
    try {
      return text == null ? Instant.ofEpochMilli(record.timestamp()) : Instant.parse(text);
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
