package io.lamella.metadata.merge;

import io.lamella.contracts.ticket.Ticket;
import io.lamella.metadata.limit.Rules;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a request wants versions to come together. */
public final class MergeRules {
  private MergeRules() {}

  /**
   * The rule that is asked for.
   *
   * @param merge {@code three-way}, {@code layered} or null
   * @param onConflict {@code theirs}, {@code ours}, {@code fail} or null
   */
  public static Ticket.Merge of(
      @Nullable String merge, @Nullable String onConflict, boolean squash) {
    Ticket.MergeMode mode =
        merge == null
            ? Ticket.MergeMode.THREE_WAY
            : word("the way of merging", merge, Ticket.MergeMode.values());
    if (mode == Ticket.MergeMode.LAYERED && onConflict != null) {
      throw Rules.invalid("layers have no conflicts: leave onConflict out, or merge three-way");
    }
    return new Ticket.Merge(
        mode,
        onConflict == null
            ? Ticket.OnConflict.THEIRS
            : word("what to do on a conflict", onConflict, Ticket.OnConflict.values()),
        squash);
  }

  private static <E extends Enum<E>> E word(String what, String given, E[] constants) {
    return Arrays.stream(constants)
        .filter(constant -> MergePlan.word(constant).equals(given))
        .findFirst()
        .orElseThrow(
            () ->
                Rules.invalid(
                    what
                        + " is "
                        + Arrays.stream(constants)
                            .map(MergePlan::word)
                            .collect(Collectors.joining(" or "))
                        + ", not "
                        + given));
  }
}
