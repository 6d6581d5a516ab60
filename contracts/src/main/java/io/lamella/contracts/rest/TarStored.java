package io.lamella.contracts.rest;

/**
 * A tar stream has been taken in, durably.
 *
 * @param files files in it
 * @param bytes logical bytes
 * @param stored new bytes stored
 */
public record TarStored(long files, long bytes, long stored) {}
