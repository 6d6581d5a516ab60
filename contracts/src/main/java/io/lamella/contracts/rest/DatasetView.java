package io.lamella.contracts.rest;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A dataset.
 *
 * @param id id
 * @param project path of its project
 * @param name name
 * @param description free text
 * @param tags tags of the dataset
 * @param profile chunking profile
 * @param storage URI of the store for new versions
 * @param versions number of versions
 * @param created when it was made
 * @param updated last change
 */
public record DatasetView(
    UUID id,
    String project,
    String name,
    String description,
    List<String> tags,
    String profile,
    String storage,
    long versions,
    Instant created,
    Instant updated) {
  public DatasetView {
    tags = List.copyOf(tags);
  }
}
