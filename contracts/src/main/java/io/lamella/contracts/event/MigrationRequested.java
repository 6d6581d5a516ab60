package io.lamella.contracts.event;

import java.util.UUID;

/**
 * The packs of a domain are to lie in another store. New ones go there from now on.
 *
 * @param migration id
 * @param domain dedup domain, 32 hex digits
 * @param target URI of the store
 * @param keep what lies elsewhere stays there as well
 */
public record MigrationRequested(UUID migration, String domain, String target, boolean keep) {}
