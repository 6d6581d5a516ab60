package io.lamella.contracts.rest;

import org.jspecify.annotations.Nullable;

/**
 * Brings what a dataset has stored to another store.
 *
 * @param to URI, or name on this server, of the store
 * @param keep what lies elsewhere stays there as well
 */
public record MigrateStorage(@Nullable String to, boolean keep) {}
