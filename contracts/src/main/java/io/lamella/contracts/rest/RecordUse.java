package io.lamella.contracts.rest;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells that a run used a version. Told again, it is the same use at a later time.
 *
 * @param run id of the run
 * @param tool what gave the run its id, such as {@code mlflow}; null: nobody knows
 * @param version id of the version
 * @param alias what the run calls the dataset; null: nothing
 * @param asked the reference that was asked for
 * @param overridden true when the alias was set to this version from outside
 * @param portion what of it, in words; null: everything
 * @param host the machine
 */
public record RecordUse(
    String run,
    @Nullable String tool,
    UUID version,
    @Nullable String alias,
    @Nullable String asked,
    boolean overridden,
    @Nullable String portion,
    @Nullable String host) {}
