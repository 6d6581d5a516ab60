package io.lamella.contracts.rest;

/**
 * A run of changes has been taken in, durably.
 *
 * @param run its place in the draft
 * @param puts puts in it
 * @param deletes deletes in it
 */
public record RunAccepted(long run, long puts, long deletes) {}
