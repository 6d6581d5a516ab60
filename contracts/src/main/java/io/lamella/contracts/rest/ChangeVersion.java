package io.lamella.contracts.rest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes what may change about a version at any time; null leaves a field as it is.
 *
 * @param description free text
 * @param message why this version was made
 * @param addTags tags to add
 * @param removeTags tags to take away
 * @param moveTags tags to add, and to take from all other versions of the dataset at the same
 *     moment
 * @param metadata free metadata, replacing what was there
 */
public record ChangeVersion(
    @Nullable String description,
    @Nullable String message,
    List<String> addTags,
    List<String> removeTags,
    List<String> moveTags,
    @Nullable Map<String, Object> metadata) {
  public ChangeVersion {
    addTags = addTags == null ? List.of() : List.copyOf(addTags);
    removeTags = removeTags == null ? List.of() : List.copyOf(removeTags);
    moveTags = moveTags == null ? List.of() : List.copyOf(moveTags);
    metadata = metadata == null ? null : FreeForm.copy(metadata);
  }
}
