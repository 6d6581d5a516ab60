package io.lamella.contracts.event;

import java.util.UUID;

/**
 * Nobody wants the rest of an ingest any more.
 *
 * @param ingest id of the ingest
 * @param version id of the version that it fills
 */
public record IngestCancelled(UUID ingest, UUID version) {}
