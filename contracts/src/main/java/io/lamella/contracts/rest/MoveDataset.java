package io.lamella.contracts.rest;

import org.jspecify.annotations.Nullable;

/**
 * Where a dataset is to stand; null leaves a part as it is.
 *
 * @param project path of a project, made where it is missing
 * @param name name in that project
 */
public record MoveDataset(@Nullable String project, @Nullable String name) {}
