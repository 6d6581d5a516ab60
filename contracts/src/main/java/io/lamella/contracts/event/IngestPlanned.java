package io.lamella.contracts.event;

import io.lamella.contracts.rest.IngestSource;
import io.lamella.contracts.ticket.Ticket;
import java.util.List;
import java.util.UUID;

/**
 * Asks upload-service to load what sources name into a draft.
 *
 * @param ingest id of the ingest
 * @param attempt 1, and one more with each retry: then what failed before is loaded again
 * @param ticket the draft
 * @param mode see {@link io.lamella.contracts.rest.IngestRequest}
 * @param sources what is read
 */
public record IngestPlanned(
    UUID ingest, int attempt, Ticket ticket, String mode, List<IngestSource> sources) {
  public IngestPlanned {
    sources = List.copyOf(sources);
  }
}
