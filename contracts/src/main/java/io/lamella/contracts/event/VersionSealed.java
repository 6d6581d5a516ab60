package io.lamella.contracts.event;

import io.lamella.contracts.RootRef;
import io.lamella.contracts.rest.ParentChanges;
import java.util.List;
import java.util.UUID;

/**
 * A draft has become a manifest.
 *
 * @param version id of the version
 * @param epoch the epoch that was sealed
 * @param digest version digest, 64 hex digits
 * @param root where the manifest lies
 * @param files number of files
 * @param links number of external links
 * @param bytes logical bytes of all files
 * @param storedBytes bytes of packs first used by this version
 * @param added entries that the last parent does not have
 * @param modified entries that the last parent has otherwise
 * @param removed entries of the last parent that are gone
 * @param conflicts paths that several parents changed, each in its own way
 * @param changes the same counts against each of several parents, in order; else none
 */
public record VersionSealed(
    UUID version,
    long epoch,
    String digest,
    RootRef root,
    long files,
    long links,
    long bytes,
    long storedBytes,
    long added,
    long modified,
    long removed,
    long conflicts,
    List<ParentChanges> changes) {
  public VersionSealed {
    changes = changes == null ? List.of() : List.copyOf(changes);
  }
}
