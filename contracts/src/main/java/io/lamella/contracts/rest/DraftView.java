package io.lamella.contracts.rest;

import java.time.Instant;
import java.util.UUID;

/**
 * A draft as upload-service knows it.
 *
 * @param version id of the version
 * @param epoch the version's turn
 * @param state {@code open}, {@code sealing}, {@code sealed} or {@code closed}
 * @param pending paths put
 * @param removed paths and subtrees deleted
 * @param bytes logical bytes put
 * @param conflicts paths that several parents changed, each in its own way
 * @param leaseUntil until when packs named to this draft stay
 * @param touched last sign of life
 */
public record DraftView(
    UUID version,
    long epoch,
    String state,
    long pending,
    long removed,
    long bytes,
    long conflicts,
    Instant leaseUntil,
    Instant touched) {}
