package io.lamella.contracts.event;

import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.IngestCounts;
import io.lamella.contracts.rest.IngestMiss;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that an ingest names is in the draft, or could not be had.
 *
 * @param ingest id of the ingest
 * @param attempt which attempt it was
 * @param counts how far it came
 * @param failed files that could not be had, the first 1,000
 * @param failure why nothing more will come; null: all was tried
 */
public record IngestLoaded(
    UUID ingest,
    int attempt,
    IngestCounts counts,
    List<IngestMiss> failed,
    @Nullable Failure failure) {
  public IngestLoaded {
    failed = List.copyOf(failed);
  }
}
