package io.lamella.contracts.event;

import io.lamella.contracts.rest.IngestCounts;
import java.util.UUID;

/**
 * How far an ingest has come; told now and then. What comes late says less than what came before
 * and is passed over.
 *
 * @param ingest id of the ingest
 * @param attempt which attempt it is
 * @param counts how far it has come
 */
public record IngestProgressed(UUID ingest, int attempt, IngestCounts counts) {}
