package io.lamella.metadata.amendment;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.kit.event.EventJson;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a value.
 *
 * @param value the value, or when that is long the beginning of its text
 * @param size characters that it takes
 * @param cut it is a beginning
 */
record Kept(@Nullable Object value, int size, boolean cut) {
  /** Longest text, and longest other value as JSON. */
  static final int LENGTH = 1_000;

  static Kept of(@Nullable Object value) {
    String text = value instanceof String string ? string : json(value);
    return text.length() > LENGTH
        ? new Kept(beginning(text), LENGTH, true)
        : new Kept(value, text.length(), false);
  }

  /** Never half of a character that Java writes as two. */
  private static String beginning(String text) {
    boolean split = Character.isHighSurrogate(text.charAt(LENGTH - 1));
    return text.substring(0, split ? LENGTH - 1 : LENGTH);
  }

  private static String json(@Nullable Object value) {
    try {
      return EventJson.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read as JSON is JSON", e);
    }
  }
}
