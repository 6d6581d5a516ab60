package io.lamella.metadata.limit;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.contracts.error.LamellaException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object, all of them known; what is wrong with one is said with its name. */
public final class Fields {
  private final Rules rules;
  private final String prefix;
  private final JsonNode json;

  /**
   * @param prefix what stands before the names in what is said, {@code target.}
   * @throws LamellaException {@code invalid-request} when it has others than the known ones
   */
  public Fields(Rules rules, String prefix, JsonNode json, Set<String> known) {
    this.rules = rules;
    this.prefix = prefix;
    this.json = json;
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw Rules.invalid(
            prefix
                + name
                + ": there is no such field; known are "
                + String.join(", ", known.stream().sorted().toList()));
      }
    }
  }

  /** A field's value; null when it is left out, or null. */
  public @Nullable JsonNode get(String name) {
    JsonNode value = json.get(name);
    return value == null || value.isNull() ? null : value;
  }

  public @Nullable String text(String name) {
    JsonNode value = get(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw Rules.invalid(prefix + name + ": a text");
    }
    return rules.storable(prefix + name, value.asText());
  }

  public String textOr(String name, String otherwise) {
    String text = text(name);
    return text == null ? otherwise : text;
  }

  public boolean flag(String name, boolean otherwise) {
    JsonNode value = get(name);
    if (value != null && !value.isBoolean()) {
      throw Rules.invalid(prefix + name + ": true or false");
    }
    return value == null ? otherwise : value.asBoolean();
  }

  /** A whole number that is at least 1; null when it is left out. */
  public @Nullable Long count(String name) {
    JsonNode value = get(name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 1) {
      throw Rules.invalid(prefix + name + ": a whole number, 1 or more");
    }
    return value.asLong();
  }

  public List<String> texts(String name, int most) {
    JsonNode value = get(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      throw Rules.invalid(prefix + name + ": a list of texts");
    }
    rules.within(prefix + name, value.size(), most, "texts");
    List<String> texts = new ArrayList<>();
    for (JsonNode each : value) {
      if (!each.isTextual()) {
        throw Rules.invalid(prefix + name + ": a list of texts");
      }
      texts.add(rules.storable(prefix + name, each.asText()));
    }
    return texts;
  }
}
