package io.lamella.contracts.rest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects whose form is the caller's: JSON, nulls included. */
final class FreeForm {
  private FreeForm() {}

  /** A copy that cannot be changed; null is empty. */
  static Map<String, Object> copy(@Nullable Map<String, Object> object) {
    return object == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(object));
  }
}
