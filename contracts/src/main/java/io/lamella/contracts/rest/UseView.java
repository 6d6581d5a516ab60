package io.lamella.contracts.rest;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that used a version. It says what the version was even when that is deleted.
 *
 * @param run id of the run
 * @param tool what gave the run its id
 * @param version id of the version
 * @param project path of its project when it was used first
 * @param name name of its dataset when it was used first
 * @param number its number
 * @param digest its digest
 * @param alias what the run calls the dataset
 * @param asked the reference that was asked for last
 * @param overridden true when the alias was set to this version from outside
 * @param portion what of it, in words; null: everything
 * @param host the machine that used it last
 * @param by who used it last
 * @param first when it was used first
 * @param last when it was used last
 * @param times how often that was told
 */
public record UseView(
    String run,
    @Nullable String tool,
    UUID version,
    String project,
    String name,
    String number,
    String digest,
    @Nullable String alias,
    @Nullable String asked,
    boolean overridden,
    @Nullable String portion,
    @Nullable String host,
    String by,
    Instant first,
    Instant last,
    long times) {}
