package io.lamella.contracts;

/**
 * The root of a manifest: what it is and where it lies.
 *
 * @param id segment id of the root, 64 hex digits; the version digest follows from it
 * @param address where the root segment is stored
 */
public record RootRef(String id, ExtentRef address) {}
