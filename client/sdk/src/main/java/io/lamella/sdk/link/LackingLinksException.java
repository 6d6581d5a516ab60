package io.lamella.sdk.link;

import io.lamella.content.localcopy.LocalCopies;
import java.io.IOException;
import java.util.List;

/** A folder was made as far as could be: objects behind links are gone, or other ones now. */
public final class LackingLinksException extends IOException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial")
  private final List<String> items;

  public LackingLinksException(List<LocalCopies.Problem> lacking) {
    super(
        "the version is there but for what external links lead to:\n  "
            + String.join("\n  ", lines(lacking)));
    this.items = lines(lacking);
  }

  /** Each with its path, {@code link-missing} or {@code link-changed}, and what was found. */
  public List<String> items() {
    return items;
  }

  private static List<String> lines(List<LocalCopies.Problem> lacking) {
    return lacking.stream()
        .map(
            problem ->
                "%s: %s, %s (pinned: %s)"
                    .formatted(
                        problem.path(), problem.problem(), problem.actual(), problem.expected()))
        .toList();
  }
}
