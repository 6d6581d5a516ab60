package io.lamella.contracts.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A draft has seen neither change nor heartbeat for its term.
 *
 * @param version id of the version
 * @param epoch epoch of the draft
 * @param since last sign of life
 */
public record DraftIdle(UUID version, long epoch, Instant since) {}
