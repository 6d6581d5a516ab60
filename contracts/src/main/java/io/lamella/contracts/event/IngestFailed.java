package io.lamella.contracts.event;

import io.lamella.contracts.rest.IngestMiss;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An ingest did not do what it was asked for, or its request could not be understood.
 *
 * @param ingest id of the ingest; null: there is none
 * @param key idempotency key it came with, as far as that could be read
 * @param code stable code
 * @param detail what is wrong and what to do, for people
 * @param version id of the version; null: there is none
 * @param failed files that could not be had, the first 1,000
 */
public record IngestFailed(
    @Nullable UUID ingest,
    @Nullable String key,
    String code,
    String detail,
    @Nullable UUID version,
    List<IngestMiss> failed) {
  public IngestFailed {
    failed = List.copyOf(failed);
  }
}
