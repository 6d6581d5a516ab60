package io.lamella.cli.cleanup;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Output;
import io.lamella.cli.output.Sizes;
import io.lamella.contracts.rest.CleanupRuleView;

/** A rule as a line. */
final class RuleLine {
  private RuleLine() {}

  static void print(Output output, CleanupRuleView rule) {
    output.answer(
        Objects.of(
            "project", rule.project(),
            "name", rule.name(),
            "keepLast", rule.keepLast(),
            "keepTagged", rule.keepTagged(),
            "keepUsedDays", rule.keepUsedDays(),
            "by", rule.by(),
            "at", rule.at()),
        "%s  keeps the last %s, published ones%s%s  set %s by %s"
            .formatted(
                rule.name() == null ? rule.project() + "/" : rule.project() + "/" + rule.name(),
                Sizes.count(rule.keepLast(), "version"),
                rule.keepTagged() ? ", tagged ones" : "",
                rule.keepUsedDays() == null
                    ? ""
                    : ", those used within " + Sizes.count(rule.keepUsedDays(), "day"),
                rule.at(),
                rule.by()));
  }
}
