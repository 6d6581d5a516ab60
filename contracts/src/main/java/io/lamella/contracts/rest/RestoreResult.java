package io.lamella.contracts.rest;

import java.util.List;
import java.util.UUID;

/**
 * What was brought back from the trash.
 *
 * @param restored ids of the versions, the oldest first; none when they were not in the trash
 */
public record RestoreResult(List<UUID> restored) {
  public RestoreResult {
    restored = List.copyOf(restored);
  }
}
