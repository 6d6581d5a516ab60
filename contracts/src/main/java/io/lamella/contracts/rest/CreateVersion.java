package io.lamella.contracts.rest;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a new version; missing projects and datasets are made.
 *
 * @param id the id that it is to have; null: the server chooses. Where a version of this dataset,
 *     and of this number if one is given, has it already, that one is the answer
 * @param project path of the project; null: the last parent's
 * @param name name of the dataset; null: the last parent's
 * @param number version number; null: the server allocates the next
 * @param parents references or ids, in order
 * @param squash references or ids whose content it is to hold, in order, without being their child;
 *     then there are no parents
 * @param merge how several parents come together: {@code three-way} (null) or {@code layered}
 * @param onConflict whose change is taken where several changed a path: the later parent's, {@code
 *     theirs} (null), {@code ours}, or nobody's, {@code fail}
 * @param tags tags of the version
 * @param description free text
 * @param message why this version was made
 * @param profile {@code fine}, {@code default} or {@code coarse}; for a new dataset only
 * @param storage URI of the store; null: the dataset's
 * @param metadata free metadata
 * @param producedBy what made it: run, command, commit, host
 */
public record CreateVersion(
    @Nullable UUID id,
    @Nullable String project,
    @Nullable String name,
    @Nullable String number,
    List<String> parents,
    List<String> squash,
    @Nullable String merge,
    @Nullable String onConflict,
    List<String> tags,
    @Nullable String description,
    @Nullable String message,
    @Nullable String profile,
    @Nullable String storage,
    Map<String, Object> metadata,
    @Nullable Map<String, Object> producedBy) {
  public CreateVersion {
    parents = parents == null ? List.of() : List.copyOf(parents);
    squash = squash == null ? List.of() : List.copyOf(squash);
    tags = tags == null ? List.of() : List.copyOf(tags);
    metadata = FreeForm.copy(metadata);
    producedBy = producedBy == null ? null : FreeForm.copy(producedBy);
  }
}
