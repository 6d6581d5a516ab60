package io.lamella.metadata.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.lamella.kit.event.EventJson;
import io.lamella.metadata.limit.Rules;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * That the free metadata holds a value under a key. A text that is JSON too, as {@code 4} is, finds
 * both. A list is found by one that holds each of its elements, an object by one that holds all its
 * fields.
 *
 * @param anyOf JSON objects, of which the metadata contains one
 */
public record MetadataMatch(Set<String> anyOf) {
  private static final ObjectReader JSON =
      EventJson.MAPPER.readerFor(Object.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  public MetadataMatch {
    anyOf = Set.copyOf(anyOf);
  }

  /** Reads {@code key=value}; the first {@code =} parts them. */
  static MetadataMatch parse(Rules rules, String written) {
    int equals = written.indexOf('=');
    if (equals < 1) {
      throw Rules.invalid("metadata is looked for as key=value, not " + written);
    }
    String key = written.substring(0, equals);
    String text = written.substring(equals + 1);
    Set<String> anyOf = new TreeSet<>();
    anyOf.add(object(rules, key, text));
    Object value = json(text);
    if (value != null) {
      anyOf.add(object(rules, key, value));
    }
    return new MetadataMatch(anyOf);
  }

  private static @Nullable Object json(String text) {
    try {
      return JSON.readValue(text);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static String object(Rules rules, String key, Object value) {
    try {
      return EventJson.MAPPER.writeValueAsString(
          rules.metadata("what metadata is looked for", Map.of(key, value)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read as JSON is JSON", e);
    }
  }

  /**
   * Adds this as a condition on the metadata of {@code version v}.
   *
   * @param place which of the matches it is
   */
  void narrow(Sql sql, int place) {
    StringBuilder condition = new StringBuilder();
    int count = 0;
    for (String object : anyOf) {
      String name = "metadata" + place + "x" + count++;
      condition
          .append(condition.isEmpty() ? "(" : " OR ")
          .append("v.metadata @> CAST(CAST(:")
          .append(name)
          .append(" AS text) AS jsonb)");
      sql.with(name, object);
    }
    sql.where(condition + ")");
  }
}
