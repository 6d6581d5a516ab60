package io.lamella.upload.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import io.lamella.content.Digest;
import io.lamella.kit.event.EventJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** How values stand in columns. JSON goes in as {@code $n::text::jsonb} and out as text. */
public final class Columns {
  private Columns() {}

  /** A dedup domain as a uuid of the same 16 bytes. */
  public static UUID domain(String hex) {
    if (hex.length() != 32) {
      throw new IllegalArgumentException("a domain has 32 lower-case hex digits: " + hex);
    }
    return new UUID(
        Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
  }

  public static String domain(UUID column) {
    return column.toString().replace("-", "");
  }

  public static Buffer digest(Digest digest) {
    return Buffer.buffer(digest.toBytes());
  }

  public static Digest digest(Row row, String column) {
    return Digest.wrap(bytes(row, column));
  }

  public static Buffer[] digests(Collection<Digest> digests) {
    return digests.stream().map(Columns::digest).toArray(Buffer[]::new);
  }

  public static byte[] bytes(Row row, String column) {
    Object value = row.getValue(column);
    return value instanceof Buffer buffer
        ? buffer.getBytes()
        : ((io.vertx.mutiny.core.buffer.Buffer) value).getBytes();
  }

  public static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  public static Instant time(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  public static String json(Object value) {
    try {
      return EventJson.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + value.getClass(), e);
    }
  }

  public static <T> T json(Row row, String column, Class<T> form) {
    return parse(row.getString(column), EventJson.MAPPER.constructType(form));
  }

  public static <T> List<T> jsonList(Row row, String column, Class<T> element) {
    return parse(
        row.getString(column),
        EventJson.MAPPER.getTypeFactory().constructCollectionType(List.class, element));
  }

  private static <T> T parse(String text, JavaType type) {
    try {
      return EventJson.MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row holds other JSON than " + type, e);
    }
  }
}
