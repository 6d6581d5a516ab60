package io.lamella.contracts.rest;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of a report, that lie at {@code /v1/versions/{id}/reports/{report}/media}.
 *
 * @param name what the file was called
 * @param type media type, as its first bytes say
 * @param bytes how many
 */
public record ReportMedia(@Nullable String name, String type, long bytes) {}
