package io.lamella.contracts.rest;

import io.lamella.contracts.VersionState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an ingest stands.
 *
 * @param id its id
 * @param key idempotency key it came with
 * @param state {@code accepted}, {@code loading}, {@code sealing}, {@code done}, {@code failed} or
 *     {@code cancelled}
 * @param mode {@code add}, {@code sync} or {@code link}
 * @param version id of the version that it fills; null: there is none yet
 * @param project path of its project
 * @param name name of its dataset
 * @param number its number
 * @param versionState its state
 * @param digest its digest, once sealed
 * @param counts how far it has come
 * @param bytesPerSecond over the time that it has loaded; null before
 * @param secondsLeft an estimate; null where there is none
 * @param failed files that could not be had, the first 1,000
 * @param failure why it has failed
 * @param attempt 1, and one more with each retry
 * @param created when it was asked for
 * @param updated when something was last heard of it
 * @param ended when it was done, failed or cancelled
 * @param createdBy who asked for it
 */
public record IngestView(
    UUID id,
    @Nullable String key,
    String state,
    String mode,
    @Nullable UUID version,
    @Nullable String project,
    @Nullable String name,
    @Nullable String number,
    @Nullable VersionState versionState,
    @Nullable String digest,
    IngestCounts counts,
    @Nullable Long bytesPerSecond,
    @Nullable Long secondsLeft,
    List<IngestMiss> failed,
    @Nullable Failure failure,
    int attempt,
    Instant created,
    Instant updated,
    @Nullable Instant ended,
    String createdBy) {
  public IngestView {
    failed = failed == null ? List.of() : List.copyOf(failed);
  }
}
