package io.lamella.upload.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as a line of JSON. A value that is JSON stands there as it was sent, but for the breaks
 * of its lines; any other that is UTF-8 as a text; any other in base64.
 */
final class RecordLine {
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final boolean valuesOnly;

  RecordLine(boolean valuesOnly) {
    this.valuesOnly = valuesOnly;
  }

  /** The line of a record, with its end. */
  byte[] of(ConsumerRecord<byte[], byte[]> record) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      if (valuesOnly) {
        bare(json, record.value());
      } else {
        whole(json, record);
      }
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new IllegalStateException("memory can be written to", e);
    }
    return line.toByteArray();
  }

  private static void whole(JsonGenerator json, ConsumerRecord<byte[], byte[]> record)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("offset", record.offset());
    json.writeNumberField("partition", record.partition());
    json.writeStringField(
        "timestamp",
        record.timestamp() < 0 ? null : TIME.format(Instant.ofEpochMilli(record.timestamp())));
    text(json, "key", record.key());
    json.writeArrayFieldStart("headers");
    for (Header header : record.headers()) {
      json.writeStartObject();
      json.writeStringField("key", header.key());
      text(json, "value", header.value());
      json.writeEndObject();
    }
    json.writeEndArray();
    value(json, record.value());
    json.writeEndObject();
  }

  private static void bare(JsonGenerator json, byte @Nullable [] value) throws IOException {
    String text = value == null ? null : decoded(value);
    if (value == null) {
      json.writeNull();
    } else if (text == null) {
      json.writeStartObject();
      json.writeBinaryField("valueBase64", value);
      json.writeEndObject();
    } else if (isJson(text)) {
      json.writeRawValue(onOneLine(text));
    } else {
      json.writeString(text);
    }
  }

  private static void value(JsonGenerator json, byte @Nullable [] value) throws IOException {
    String text = value == null ? null : decoded(value);
    if (text != null && isJson(text)) {
      json.writeFieldName("value");
      json.writeRawValue(onOneLine(text));
    } else {
      text(json, "value", value);
    }
  }

  private static void text(JsonGenerator json, String name, byte @Nullable [] bytes)
      throws IOException {
    String text = bytes == null ? null : decoded(bytes);
    if (bytes != null && text == null) {
      json.writeBinaryField(name + "Base64", bytes);
    } else {
      json.writeStringField(name, text);
    }
  }

  /** Breaks of lines stand only between tokens. */
  private static String onOneLine(String json) {
    return json.replace('\n', ' ').replace('\r', ' ').strip();
  }

  private static boolean isJson(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      boolean any = parser.nextToken() != null;
      parser.skipChildren();
      return any && parser.nextToken() == null && text.charAt(0) != '\uFEFF';
    } catch (JsonProcessingException e) {
      return false;
    } catch (IOException e) {
      throw new IllegalStateException("memory can be read", e);
    }
  }

  private static @Nullable String decoded(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
