package io.lamella.metadata.version;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.VersionLink;
import io.lamella.contracts.rest.VersionView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a list says of a version: nothing that may be of any size but its texts. */
public record Listed(
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
    List<String> tags,
    String description,
    String message,
    String profile,
    String store,
    Instant created,
    Instant updated,
    String createdBy,
    @Nullable String failureCode,
    @Nullable String failureDetail,
    @Nullable Instant trashed,
    @Nullable Instant purge,
    @Nullable String trashedBy) {
  /** Selects these; lacks its condition. */
  static final String SELECT =
      "select new io.lamella.metadata.version.Listed(v.id, d.id, p.path, d.name, v.number, v.state,"
          + " v.sealing, v.archived, v.epoch, v.digest, v.files, v.links, v.bytes, v.storedBytes,"
          + " v.added, v.modified, v.removed, v.conflicts, v.tags, v.description, v.message,"
          + " v.profile, v.store, v.created, v.updated, v.createdBy, v.failureCode,"
          + " v.failureDetail, v.trashed, v.purge, v.trashedBy)"
          + " from Version v join v.dataset d join d.project p";

  public Listed {
    tags = List.copyOf(tags);
  }

  VersionView view(List<VersionLink> parents) {
    return new VersionView(
        id,
        dataset,
        project,
        name,
        number,
        state,
        sealing,
        archived,
        epoch,
        digest,
        files,
        links,
        bytes,
        storedBytes,
        added,
        modified,
        removed,
        conflicts,
        List.of(),
        null,
        parents,
        List.of(),
        tags,
        description,
        message,
        Map.of(),
        Map.of(),
        profile,
        store,
        created,
        updated,
        createdBy,
        failureCode == null
            ? null
            : new Failure(failureCode, Objects.requireNonNullElse(failureDetail, "")),
        Version.trash(trashed, purge, trashedBy),
        null);
  }
}
