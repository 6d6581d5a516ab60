package io.lamella.contracts.event;

import io.lamella.contracts.RootRef;
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
 * @param added entries that the first parent does not have
 * @param modified entries that the first parent has otherwise
 * @param removed entries of the first parent that are gone
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
    long removed) {}
