package io.lamella.cli.reference;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reference in words: {@code project/path/name} and what stands behind the {@code @}.
 *
 * @param selector a number, a tag, {@code latest} or {@code published}; null: none was written
 */
public record Reference(String project, String name, @Nullable String selector) {
  /** The reference that {@code text} writes; empty when it is something else, an id perhaps. */
  public static Optional<Reference> parse(String text) {
    int at = text.indexOf('@');
    String dataset = at < 0 ? text : text.substring(0, at);
    int slash = dataset.lastIndexOf('/');
    if (slash < 1 || slash == dataset.length() - 1) {
      return Optional.empty();
    }
    return Optional.of(
        new Reference(
            dataset.substring(0, slash),
            dataset.substring(slash + 1),
            at < 0 ? null : text.substring(at + 1)));
  }

  /** True when it names no version in particular, but the newest. */
  public boolean isLatest() {
    return selector == null || selector.equals("latest");
  }

  boolean isPublished() {
    return "published".equals(selector);
  }

  /** The number or tag that is asked for. */
  Optional<String> label() {
    return isLatest() || isPublished() ? Optional.empty() : Optional.ofNullable(selector);
  }
}
