package io.lamella.metadata.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.IngestSource;
import io.lamella.kit.event.EventJson;
import io.lamella.metadata.ingest.RequestReader;
import io.lamella.metadata.limit.Rules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads records: CloudEvents in both modes, notifications of buckets in the forms in which S3,
 * MinIO, Google Cloud Storage and Azure send them, and files that are named without an event.
 */
@ApplicationScoped
class Happenings {
  private static final String STRUCTURED = "application/cloudevents+json";

  /** Of an own event so much goes into a request, as JSON. */
  private static final int MAX_SOURCE = 400 << 10;

  private final RequestReader reader;

  @Inject
  Happenings(RequestReader reader) {
    this.reader = reader;
  }

  /**
   * What a record says happened; nothing, when it says that something is gone.
   *
   * @throws LamellaException {@code invalid-request} when it is none of what can be read
   */
  List<Happening> read(Raw raw) {
    byte[] value = raw.value();
    boolean structured = raw.header("content-type").toLowerCase(Locale.ROOT).startsWith(STRUCTURED);
    if (!structured && (raw.headers().containsKey("ce_specversion") || isOne(raw))) {
      String type = raw.header("ce_type");
      if (type.isEmpty()) {
        throw Rules.invalid("a record without the header ce_type");
      }
      return List.of(
          event(
              type,
              raw.header("ce_subject"),
              value == null || value.length == 0 ? null : json(value)));
    }
    if (Buckets.isGoogle(raw.headers()::get)) {
      return List.of(Buckets.google(raw.headers()::get, 0));
    }
    if (value == null) {
      return List.of();
    }
    JsonNode json = json(value);
    if (json.isArray()) {
      List<Happening> all = new ArrayList<>();
      json.forEach(each -> all.addAll(read(each)));
      return all;
    }
    return read(json);
  }

  private static boolean isOne(Raw raw) {
    return raw.headers().containsKey("ce_id");
  }

  private List<Happening> read(JsonNode json) {
    if (json.hasNonNull("specversion")) {
      return List.of(structured(json));
    }
    if (json.path("Type").asText().equals("Notification") && json.path("Message").isTextual()) {
      return read(json(json.path("Message").asText().getBytes(StandardCharsets.UTF_8)));
    }
    List<Happening> notified = Buckets.read(json);
    if (notified != null) {
      return notified;
    }
    if (isOwn(json)) {
      return List.of(own("", "", json));
    }
    throw Rules.invalid("neither a CloudEvent nor a bucket's notification that is known");
  }

  private Happening structured(JsonNode json) {
    String type = json.path("type").asText("");
    if (type.isEmpty()) {
      throw Rules.invalid("a structured event without type");
    }
    JsonNode data = json.get("data");
    try {
      if (data == null && json.hasNonNull("data_base64")) {
        data = json(json.get("data_base64").binaryValue());
      }
    } catch (IOException e) {
      throw Rules.invalid("a structured event whose data_base64 is not base64");
    }
    return event(type, json.path("subject").asText(""), data);
  }

  private Happening event(String type, String subject, @Nullable JsonNode data) {
    Happening notified = Buckets.event(type, subject, data);
    return notified != null ? notified : own(type, subject, data);
  }

  private static boolean isOwn(JsonNode json) {
    return json.has("uri") || json.has("content") || json.has("base64") || json.has("sources");
  }

  /** Faults are kept: an event that only closes a version may have any data, or none. */
  private Happening own(String type, String subject, @Nullable JsonNode data) {
    try {
      if (data == null || !data.isObject() || !isOwn(data)) {
        return new Happening(
            type,
            subject,
            List.of(),
            "data names no file: it has uri, content, base64 or a list sources");
      }
      List<Arrival> arrivals = new ArrayList<>();
      if (data.has("sources")) {
        if (!data.get("sources").isArray()) {
          throw Rules.invalid("sources: a list of sources");
        }
        for (JsonNode source : data.get("sources")) {
          arrivals.add(arrival("sources[" + arrivals.size() + "]", source));
        }
      } else {
        arrivals.add(arrival("data", data));
      }
      return new Happening(type, subject, arrivals, null);
    } catch (LamellaException e) {
      return new Happening(type, subject, List.of(), e.getMessage());
    }
  }

  private Arrival arrival(String name, JsonNode json) {
    JsonNode form = json;
    long size = 0;
    if (json.has("size")) {
      JsonNode said = json.get("size");
      if (!said.isNull() && (!said.canConvertToLong() || said.asLong() < 0)) {
        throw Rules.invalid(name + ".size: a number of bytes");
      }
      size = said.asLong();
      form = ((ObjectNode) json.deepCopy()).without("size");
    }
    IngestSource source = reader.source(name, form);
    String uri = source.uri();
    if (uri == null && !source.list()) {
      return new Arrival.Content(fits(name, source), length(source));
    }
    if (uri != null && !source.list() && !Address.namesMany(uri)) {
      return new Arrival.Single(Address.of(uri), source.path(), size);
    }
    return new Arrival.Many(uri == null ? null : Address.of(uri), fits(name, source), size);
  }

  private static long length(IngestSource source) {
    return source.content() != null
        ? source.content().getBytes(StandardCharsets.UTF_8).length
        : String.valueOf(source.base64()).length() * 3L / 4;
  }

  private static IngestSource fits(String name, IngestSource source) {
    if (Filing.json(List.of(source)).getBytes(StandardCharsets.UTF_8).length > MAX_SOURCE) {
      throw Rules.invalid(
          name + ": what comes along has at most " + MAX_SOURCE + " bytes; name where it lies");
    }
    return source;
  }

  /** Text that could not be kept or passed on is none. */
  private static JsonNode json(byte[] value) {
    try {
      JsonNode json = EventJson.MAPPER.readTree(value);
      if (json != null && (json.isObject() || json.isArray())) {
        requireText(json);
        return json;
      }
    } catch (IOException e) {
      throw Rules.invalid("a record that is no JSON");
    }
    throw Rules.invalid("a record that is no JSON object");
  }

  private static void requireText(JsonNode json) {
    if (json.isTextual() && !isText(json.textValue())) {
      throw Rules.invalid("a record with U+0000 or half a surrogate pair in a text");
    }
    json.forEach(Happenings::requireText);
  }

  static boolean isText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (c == 0 || (Character.isSurrogate(c) && !pair)) {
        return false;
      }
      i += pair ? 1 : 0;
    }
    return true;
  }
}
