package io.lamella.cli.version;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Output;
import io.lamella.contracts.rest.AmendedField;
import io.lamella.contracts.rest.AmendmentView;
import io.lamella.sdk.server.Json;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was changed about a version at one time, as a line. */
final class AmendmentLine {
  /** Of a value people see so much. */
  private static final int SHOWN = 60;

  private AmendmentLine() {}

  static void print(Output output, AmendmentView amendment) {
    output.answer(
        Objects.of(
            "at", amendment.at(),
            "by", amendment.by(),
            "changes", amendment.changes(),
            "omitted", amendment.omitted()),
        "%s  %s  %s%s"
            .formatted(
                amendment.at(),
                amendment.by(),
                amendment.changes().stream()
                    .map(AmendmentLine::words)
                    .collect(Collectors.joining("; ")),
                amendment.omitted() == 0 ? "" : "; and " + amendment.omitted() + " more"));
  }

  private static String words(AmendedField one) {
    String key = one.key() == null ? "" : " " + one.key();
    return switch (one.change()) {
      case "added" -> "+" + one.field() + key + (isTag(one) ? "" : "=" + shown(one.after()));
      case "removed" -> "-" + one.field() + key + (isTag(one) ? "" : "=" + shown(one.before()));
      default -> one.field() + key + ": " + shown(one.before()) + " -> " + shown(one.after());
    };
  }

  private static boolean isTag(AmendedField one) {
    return one.field().equals("tags");
  }

  private static String shown(@Nullable Object value) {
    String json = json(value);
    return json.length() > SHOWN ? json.substring(0, SHOWN) + "..." : json;
  }

  private static String json(@Nullable Object value) {
    try {
      return Json.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read as JSON is JSON", e);
    }
  }
}
