package io.lamella.metadata.merge;

import io.lamella.contracts.rest.MergeView;
import io.lamella.contracts.ticket.Ticket;
import java.util.List;
import java.util.Locale;

/**
 * What a version is made of, and how. It keeps the roots as they were: a squashed version may be
 * deleted afterwards.
 *
 * @param rule how they come together
 * @param sources in order, without those that are ancestors of others
 */
public record MergePlan(Ticket.Merge rule, List<Ticket.Parent> sources) {
  public MergePlan {
    sources = List.copyOf(sources);
  }

  /** As readers see it. */
  public MergeView view() {
    return new MergeView(
        word(rule.mode()),
        word(rule.onConflict()),
        rule.squash(),
        sources.stream().map(Ticket.Parent::version).toList());
  }

  /** The word of the interfaces for a constant. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
