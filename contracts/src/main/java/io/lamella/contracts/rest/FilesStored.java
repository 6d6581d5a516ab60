package io.lamella.contracts.rest;

/**
 * The files of one stream have been taken in, durably.
 *
 * @param files files in it
 * @param bytes logical bytes
 * @param stored new bytes stored
 */
public record FilesStored(long files, long bytes, long stored) {}
