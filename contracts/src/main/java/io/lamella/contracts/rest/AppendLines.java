package io.lamella.contracts.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines to append to a version's log.
 *
 * @param source what says them; null: {@code client}
 * @param lines in their order
 */
public record AppendLines(@Nullable String source, List<String> lines) {
  public AppendLines {
    lines = lines == null ? List.of() : List.copyOf(lines);
  }
}
