package io.lamella.metadata.reference;

import io.lamella.contracts.VersionId;
import java.util.Optional;
import java.util.UUID;

/** What people and scripts write for a version. */
public sealed interface Reference {

  /** A version by its id. */
  record ById(UUID id) implements Reference {}

  /** A version of a dataset. */
  record InDataset(String project, String name, Selector selector) implements Reference {}

  /** A version of the dataset that is spoken of: {@code @latest}, {@code @1.2.0}. */
  record Relative(Selector selector) implements Reference {}

  /** Which version of a dataset. */
  sealed interface Selector {
    /** The highest one that can be used. */
    Selector LATEST = new Latest();

    /** The highest published one. */
    Selector PUBLISHED = new Published();

    /** The highest one that is Final or Published. */
    record Latest() implements Selector {}

    /** The highest published one. */
    record Published() implements Selector {}

    /** The one of this number; else the highest one that bears this tag. */
    record Label(String text) implements Selector {}

    private static Selector of(String text) {
      return switch (text) {
        case "latest" -> LATEST;
        case "published" -> PUBLISHED;
        default -> new Label(text);
      };
    }
  }

  /** The reference that {@code text} writes; empty when it is of no form. */
  static Optional<Reference> parse(String text) {
    Optional<UUID> id = VersionId.parse(text);
    if (id.isPresent()) {
      return id.map(ById::new);
    }
    int at = text.indexOf('@');
    String path = at < 0 ? text : text.substring(0, at);
    String label = at < 0 ? "latest" : text.substring(at + 1);
    int slash = path.lastIndexOf('/');
    if (label.isEmpty() || (at < 0 && slash < 0)) {
      return Optional.empty();
    }
    Selector selector = Selector.of(label);
    if (path.isEmpty()) {
      return Optional.of(new Relative(selector));
    }
    if (slash <= 0 || slash == path.length() - 1) {
      return Optional.empty();
    }
    return Optional.of(
        new InDataset(path.substring(0, slash), path.substring(slash + 1), selector));
  }
}
