package io.lamella.metadata.version;

import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;

/** Any number of ids as one parameter, {@code :ids}, of a native query. */
final class IdList {
  static final String IDS = "CAST(string_to_array(:ids, ',') AS uuid[])";

  /** What an id is compared with: {@code v.id = ANY(...)}. */
  static final String THESE = "ANY(" + IDS + ")";

  private IdList() {}

  static String of(Collection<UUID> ids) {
    return ids.stream().map(UUID::toString).collect(Collectors.joining(","));
  }
}
