package io.lamella.contracts.event;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.rest.IngestMiss;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An ingest did what it was asked for.
 *
 * @param ingest id of the ingest
 * @param key idempotency key it came with
 * @param version id of the version
 * @param project path of its project
 * @param name name of its dataset
 * @param number its number
 * @param state its state: UPLOADING where it was not to be finalized
 * @param files number of its files, once sealed; of an open draft those that this ingest loaded
 * @param bytes their logical bytes
 * @param digest version digest, once sealed
 * @param failed files that could not be had, the first 1,000, where the request lets that pass
 */
public record IngestCompleted(
    UUID ingest,
    @Nullable String key,
    UUID version,
    String project,
    String name,
    String number,
    VersionState state,
    long files,
    long bytes,
    @Nullable String digest,
    List<IngestMiss> failed) {
  public IngestCompleted {
    failed = List.copyOf(failed);
  }
}
