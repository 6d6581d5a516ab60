package io.lamella.preview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.contracts.rest.Preview;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a text with a JSON value on each line; the fields of objects are the columns, what is no
 * object lies in the column {@code value}. Lines that are no JSON are counted and left out.
 */
final class JsonLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Limits limits;
  private final Map<String, @Nullable String> types = new LinkedHashMap<>();
  private final List<Map<String, @Nullable String>> found = new ArrayList<>();
  private int skipped;
  private boolean cut;

  private JsonLines(Limits limits) {
    this.limits = limits;
  }

  static Preview preview(String text, boolean cut, Limits limits) throws NoPreviewException {
    JsonLines lines = new JsonLines(limits);
    int at = lines.read(text, cut);
    if (lines.found.isEmpty() && lines.skipped > 0) {
      throw new NoPreviewException(Failure.NOT_READABLE, "no line of it is JSON");
    }
    Rows rows = new Rows(limits);
    int taken = 0;
    for (; taken < lines.found.size() && !rows.isFull(); taken++) {
      Map<String, @Nullable String> row = lines.found.get(taken);
      rows.add(lines.types.keySet().stream().map(name -> row.get(name)).toList());
    }
    List<Preview.Column> columns =
        lines.types.entrySet().stream()
            .map(type -> new Preview.Column(type.getKey(), type.getValue()))
            .toList();
    return new Preview(
        "table",
        "application/x-ndjson",
        cut || at < text.length() || taken < lines.found.size() || lines.cut,
        false,
        rows.table(columns, lines.skipped, null),
        null,
        null,
        null);
  }

  /** Reads as many lines as there may be rows; returns where it stopped. */
  private int read(String text, boolean textIsCut) {
    int at = 0;
    while (at < text.length() && found.size() < limits.rows()) {
      int end = text.indexOf('\n', at);
      boolean last = end < 0;
      String line = text.substring(at, last ? text.length() : end).strip();
      if (!line.isEmpty() && !take(line) && !(last && textIsCut)) {
        skipped++;
      }
      at = last ? text.length() : end + 1;
    }
    return at;
  }

  private boolean take(String line) {
    JsonNode value;
    try {
      value = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return false;
    }
    Map<String, @Nullable String> row = new LinkedHashMap<>();
    if (value.isObject()) {
      value.properties().forEach(field -> put(row, field.getKey(), field.getValue()));
    } else {
      put(row, "value", value);
    }
    found.add(row);
    return true;
  }

  private void put(Map<String, @Nullable String> row, String key, JsonNode value) {
    String name = Text.cut(key, limits.cellLength());
    if (!types.containsKey(name)) {
      if (types.size() == limits.columns()) {
        cut = true;
        return;
      }
      types.put(name, value.isNull() ? null : typeOf(value));
    } else if (!value.isNull() && !Objects.equals(types.get(name), typeOf(value))) {
      types.put(name, types.get(name) == null && isUnset(name) ? typeOf(value) : null);
    }
    row.put(
        name,
        value.isNull()
            ? null
            : Text.cut(
                value.isTextual() ? value.textValue() : value.toString(), limits.cellLength()));
  }

  /** Whether all values of a column so far were null. */
  private boolean isUnset(String name) {
    return found.stream().allMatch(row -> row.get(name) == null);
  }

  private static String typeOf(JsonNode value) {
    return value.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
