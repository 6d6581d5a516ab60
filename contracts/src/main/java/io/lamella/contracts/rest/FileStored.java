package io.lamella.contracts.rest;

/**
 * A file has been taken in, durably.
 *
 * @param path path in the version
 * @param bytes size
 * @param digest SHA-256, 64 hex digits
 * @param stored new bytes stored for it
 */
public record FileStored(String path, long bytes, String digest, long stored) {}
