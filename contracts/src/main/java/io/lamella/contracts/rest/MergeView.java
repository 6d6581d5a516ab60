package io.lamella.contracts.rest;

import java.util.List;
import java.util.UUID;

/**
 * How a version was made of several.
 *
 * @param mode {@code three-way} or {@code layered}
 * @param onConflict {@code theirs}, {@code ours} or {@code fail}
 * @param squash true when the sources are not its parents
 * @param sources ids of what was merged, in order, without ancestors of others
 */
public record MergeView(String mode, String onConflict, boolean squash, List<UUID> sources) {
  public MergeView {
    sources = List.copyOf(sources);
  }
}
