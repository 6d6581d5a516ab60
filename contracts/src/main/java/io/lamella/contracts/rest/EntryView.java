package io.lamella.contracts.rest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a version.
 *
 * @param path path
 * @param kind {@code file}, {@code link}, {@code symlink} or {@code dir}
 * @param size bytes; of a folder all beneath it, 0 for a symlink
 * @param digest SHA-256 of a file, 64 hex digits
 * @param mode octal mode bits, {@code 0644}
 * @param mtime modification time as it was put
 * @param uri target of a link
 * @param target target of a symlink
 * @param change {@code added}, {@code modified} or {@code removed}, where asked for
 */
public record EntryView(
    String path,
    String kind,
    long size,
    @Nullable String digest,
    @Nullable String mode,
    @Nullable Instant mtime,
    @Nullable String uri,
    @Nullable String target,
    @Nullable String change) {}
