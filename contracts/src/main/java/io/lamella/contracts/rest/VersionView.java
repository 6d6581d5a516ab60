package io.lamella.contracts.rest;

import io.lamella.contracts.VersionState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version.
 *
 * @param id id
 * @param dataset id of its dataset
 * @param project path of its project
 * @param name name of its dataset
 * @param number version number
 * @param state state
 * @param sealing true while its draft is being sealed
 * @param archived hidden from names, latest and search
 * @param epoch the version's turn
 * @param digest version digest, 64 hex digits, once sealed
 * @param files number of files, once sealed
 * @param links number of external links, once sealed
 * @param bytes logical bytes, once sealed
 * @param storedBytes bytes of packs first used by this version, once sealed
 * @param added entries its last parent does not have, once sealed
 * @param modified entries its last parent has otherwise, once sealed
 * @param removed entries of its last parent that are gone, once sealed
 * @param conflicts paths that several parents changed, each in its own way, once sealed
 * @param changes how it differs from each parent, once sealed; in answers about one version only
 * @param merge how it was made of several; in answers about one version only
 * @param parents parents, in order
 * @param children versions built on it
 * @param tags tags
 * @param description free text
 * @param message why it was made
 * @param metadata free metadata
 * @param producedBy what made it
 * @param profile chunking profile
 * @param storage URI of its store
 * @param created when it was made
 * @param updated last change
 * @param createdBy who made it
 * @param failure why it failed, in state FAILED
 * @param trash that it is in the trash, until when; null: it is not
 * @param ticket signed ticket for the other services; in answers about one version only, and not
 *     for one in the trash
 */
public record VersionView(
    UUID id,
    UUID dataset,
    String project,
    String name,
    String number,
    VersionState state,
    boolean sealing,
    boolean archived,
    long epoch,
    @Nullable String digest,
    long files,
    long links,
    long bytes,
    long storedBytes,
    long added,
    long modified,
    long removed,
    long conflicts,
    List<ParentChanges> changes,
    @Nullable MergeView merge,
    List<VersionLink> parents,
    List<VersionLink> children,
    List<String> tags,
    String description,
    String message,
    Map<String, Object> metadata,
    Map<String, Object> producedBy,
    String profile,
    String storage,
    Instant created,
    Instant updated,
    String createdBy,
    @Nullable Failure failure,
    @Nullable TrashView trash,
    @Nullable String ticket) {
  public VersionView {
    changes = changes == null ? List.of() : List.copyOf(changes);
    parents = List.copyOf(parents);
    children = List.copyOf(children);
    tags = List.copyOf(tags);
    metadata = FreeForm.copy(metadata);
    producedBy = FreeForm.copy(producedBy);
  }
}
