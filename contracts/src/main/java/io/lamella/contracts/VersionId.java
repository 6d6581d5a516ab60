package io.lamella.contracts;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The id of a version as people and scripts write it: a UUID as it is printed, or its 32 digits
 * without dashes, as ClearML writes the ids of datasets.
 */
public final class VersionId {
  /** {@link UUID#fromString} takes much more. */
  private static final Pattern DASHED =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private static final Pattern PLAIN = Pattern.compile("[0-9a-fA-F]{32}");

  private VersionId() {}

  /** The id that {@code text} writes; empty when it is something else. */
  public static Optional<UUID> parse(String text) {
    if (DASHED.matcher(text).matches()) {
      return Optional.of(UUID.fromString(text));
    }
    return PLAIN.matcher(text).matches()
        ? Optional.of(
            new UUID(
                Long.parseUnsignedLong(text, 0, 16, 16), Long.parseUnsignedLong(text, 16, 32, 16)))
        : Optional.empty();
  }

  /** The 32 digits of an id, as ClearML writes them. */
  public static String plain(UUID id) {
    return id.toString().replace("-", "");
  }
}
