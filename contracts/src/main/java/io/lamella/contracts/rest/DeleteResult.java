package io.lamella.contracts.rest;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a delete took, or would take.
 *
 * @param deleted ids of the versions
 * @param freedBytes bytes that collection will free; null until it can say
 * @param until end of the term in which they can be restored; null when they are gone, or would be
 */
public record DeleteResult(List<UUID> deleted, @Nullable Long freedBytes, @Nullable Instant until) {
  public DeleteResult {
    deleted = List.copyOf(deleted);
  }
}
