package io.lamella.contracts.rest;

import org.jspecify.annotations.Nullable;

/**
 * Makes a dataset that has no version yet.
 *
 * @param project path of its project, which is made where it is missing
 * @param name its name
 */
public record CreateDataset(@Nullable String project, @Nullable String name) {}
