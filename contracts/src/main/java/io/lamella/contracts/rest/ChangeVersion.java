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
 * @param setMetadata keys of the metadata that get these values, whatever the others have
 * @param removeMetadata keys to take out of the metadata
 */
public record ChangeVersion(
    @Nullable String description,
    @Nullable String message,
    List<String> addTags,
    List<String> removeTags,
    List<String> moveTags,
    @Nullable Map<String, Object> metadata,
    Map<String, Object> setMetadata,
    List<String> removeMetadata) {
  public ChangeVersion {
    addTags = addTags == null ? List.of() : List.copyOf(addTags);
    removeTags = removeTags == null ? List.of() : List.copyOf(removeTags);
    moveTags = moveTags == null ? List.of() : List.copyOf(moveTags);
    metadata = metadata == null ? null : FreeForm.copy(metadata);
    setMetadata = setMetadata == null ? Map.of() : FreeForm.copy(setMetadata);
    removeMetadata = removeMetadata == null ? List.of() : List.copyOf(removeMetadata);
  }

  /** Other texts; null leaves one as it is. */
  public static ChangeVersion texts(@Nullable String description, @Nullable String message) {
    return new ChangeVersion(
        description, message, List.of(), List.of(), List.of(), null, Map.of(), List.of());
  }

  /** Other tags. */
  public static ChangeVersion tags(List<String> add, List<String> remove, List<String> move) {
    return new ChangeVersion(null, null, add, remove, move, null, Map.of(), List.of());
  }

  /** Other values of some keys of the metadata. */
  public static ChangeVersion metadata(Map<String, Object> set, List<String> remove) {
    return new ChangeVersion(null, null, List.of(), List.of(), List.of(), null, set, remove);
  }

  /** Whether anything is said about the metadata. */
  public boolean changesMetadata() {
    return metadata != null || !setMetadata.isEmpty() || !removeMetadata.isEmpty();
  }
}
