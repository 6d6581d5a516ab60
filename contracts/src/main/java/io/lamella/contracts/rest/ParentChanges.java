package io.lamella.contracts.rest;

import java.util.UUID;

/**
 * How a version differs from one of its parents.
 *
 * @param parent id of the parent
 * @param added entries that the parent does not have
 * @param modified entries that the parent has otherwise
 * @param removed entries of the parent that are gone
 */
public record ParentChanges(UUID parent, long added, long modified, long removed) {}
