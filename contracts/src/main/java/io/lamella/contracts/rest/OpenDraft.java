package io.lamella.contracts.rest;

import org.jspecify.annotations.Nullable;

/**
 * Asks for the open draft of a dataset.
 *
 * @param project path of its project, which is made where it is missing
 * @param dataset its name; it is made where it is missing
 */
public record OpenDraft(@Nullable String project, @Nullable String dataset) {}
