package io.lamella.sdk.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.IngestRequest;
import io.lamella.sdk.server.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request as a record of Kafka, for producers of whatever kind: a CloudEvent 1.0 in binary mode.
 *
 * <pre>{@code
 * IngestEvent event = IngestEvent.of("/camera", "night-17", request);
 * ProducerRecord<String, byte[]> record =
 *     new ProducerRecord<>(IngestEvent.TOPIC, event.key(), event.value());
 * event.headers().forEach((name, value) -> record.headers().add(name, value));
 * producer.send(record);
 * }</pre>
 */
public final class IngestEvent {
  /** Where requests are sent to. */
  public static final String TOPIC = Topic.INGESTS;

  private final String source;
  private final String id;
  private final byte[] value;

  private IngestEvent(String source, String id, byte[] value) {
    this.source = source;
    this.id = id;
    this.value = value;
  }

  /**
   * @param source who asks: an address, or a path like {@code /camera}
   * @param id tells the request from others of the source: the same one again is the same ingest
   */
  public static IngestEvent of(String source, String id, IngestRequest request) {
    return new IngestEvent(source, id, json(request).toString().getBytes(StandardCharsets.UTF_8));
  }

  static ObjectNode json(IngestRequest request) {
    ObjectNode json = Json.MAPPER.valueToTree(request);
    json.set("finalize", json.remove("finalizes"));
    return json;
  }

  /** The record's key. */
  public String key() {
    return id;
  }

  /** The record's headers: the attributes of the event. */
  public Map<String, byte[]> headers() {
    Map<String, byte[]> headers = new LinkedHashMap<>();
    Map.of(
            "ce_specversion",
            "1.0",
            "ce_type",
            EventType.INGEST_REQUESTED,
            "ce_source",
            source,
            "ce_id",
            id,
            "content-type",
            "application/json")
        .forEach((name, text) -> headers.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return headers;
  }

  /** The record's value: the request as JSON, UTF-8. */
  public byte[] value() {
    return value.clone();
  }
}
