package io.lamella.bench.report;

import io.lamella.bench.contest.Goal;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A goal and what it came to.
 *
 * @param value empty: there is no such number
 */
record Verdict(Goal goal, OptionalDouble value, Goal.Outcome outcome) {

  /** In one line, for people. */
  String text() {
    return "%s: %s (%saim %s): %s"
        .formatted(
            goal.what(),
            value.isEmpty() ? "-" : shown(value.getAsDouble()),
            goal.hasBar() ? "bar " + shown(goal.bar()) + ", " : "",
            shown(goal.aim()),
            outcome.words());
  }

  private String shown(double number) {
    return switch (goal.unit()) {
      case RATIO -> String.format(Locale.ROOT, "%.2f", number);
      case SECONDS -> String.format(Locale.ROOT, "%.2f s", number);
      case BYTES -> Sizes.of(number);
      case SHARE -> String.format(Locale.ROOT, "%.1f %%", number * 100);
    };
  }
}
