package io.lamella.contracts.rest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an ingest puts files: an open draft, or a new version, whose project and dataset are made
 * where they are missing.
 *
 * @param project path of the project; null with an open draft
 * @param dataset name of the dataset; null with an open draft
 * @param version id of an open draft, or the number of the new version; null: the next number
 * @param parents references of the new version's parents, in order; {@code @latest} and its likes
 *     are of the same dataset, and none where it has no version yet
 * @param tags tags of the new version
 * @param message why it is made
 * @param metadata its free metadata
 */
public record IngestTarget(
    @Nullable String project,
    @Nullable String dataset,
    @Nullable String version,
    List<String> parents,
    List<String> tags,
    @Nullable String message,
    Map<String, Object> metadata) {
  public IngestTarget {
    parents = parents == null ? List.of() : List.copyOf(parents);
    tags = tags == null ? List.of() : List.copyOf(tags);
    metadata = FreeForm.copy(metadata);
  }
}
