package io.lamella.contracts.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes what may change about a dataset at any time; null leaves a field as it is.
 *
 * @param description free text
 * @param addTags tags to add
 * @param removeTags tags to take away
 */
public record ChangeDataset(
    @Nullable String description, List<String> addTags, List<String> removeTags) {
  public ChangeDataset {
    addTags = addTags == null ? List.of() : List.copyOf(addTags);
    removeTags = removeTags == null ? List.of() : List.copyOf(removeTags);
  }
}
