package io.lamella.contracts.rest;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a delete took, or would take.
 *
 * @param deleted ids of the versions
 * @param freedBytes bytes that collection will free; null until it can say
 */
public record DeleteResult(List<UUID> deleted, @Nullable Long freedBytes) {
  public DeleteResult {
    deleted = List.copyOf(deleted);
  }
}
