package io.lamella.contracts.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far the packs of a domain have come to another store.
 *
 * @param migration id
 * @param packs packs of the domain
 * @param moved of these, how many lie in the store
 * @param bytes bytes of the packs
 * @param movedBytes of these, how many lie in the store
 * @param done all of them do
 * @param problem why some do not yet, though they were tried; null: nothing is wrong
 */
public record MigrationProgressed(
    UUID migration,
    long packs,
    long moved,
    long bytes,
    long movedBytes,
    boolean done,
    @Nullable String problem) {}
