package io.lamella.metadata.report;

import io.lamella.metadata.limit.Rules;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a report is called. There is one of a kind, title, series and iteration.
 *
 * @param series may be empty
 */
record Label(ReportKind kind, String title, String series, long iteration) {
  private static final int LENGTH = 255;

  /** As it was asked for, checked. */
  static Label of(
      Rules rules,
      ReportKind kind,
      @Nullable String title,
      @Nullable String series,
      @Nullable Long iteration) {
    if (title == null || title.isBlank()) {
      throw Rules.invalid("say the title of the report");
    }
    return new Label(
        kind,
        text(rules, "a title", title),
        text(rules, "a series", Objects.requireNonNullElse(series, "")),
        Objects.requireNonNullElse(iteration, 0L));
  }

  private static String text(Rules rules, String what, String text) {
    rules.within(what, text.length(), LENGTH, "characters");
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw Rules.invalid(what + " has no control characters");
    }
    return text;
  }
}
