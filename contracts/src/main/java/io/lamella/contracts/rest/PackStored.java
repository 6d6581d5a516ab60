package io.lamella.contracts.rest;

/**
 * A pack has been taken in.
 *
 * @param id pack id, 64 hex digits
 * @param generation generation of its object
 * @param chunks number of chunks
 * @param bytes length of the object
 * @param existed true when it was there already
 */
public record PackStored(String id, int generation, int chunks, long bytes, boolean existed) {}
