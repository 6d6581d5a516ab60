package io.lamella.contracts.rest;

/**
 * A file that an ingest could not take.
 *
 * @param uri where it was looked for
 * @param path its path in the version
 * @param code stable code: {@code source-missing}, {@code source-refused}, {@code source-changed},
 *     {@code source-unreadable} or that of a problem
 * @param detail what is wrong, for people
 */
public record IngestMiss(String uri, String path, String code, String detail) {}
