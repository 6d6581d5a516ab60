package io.lamella.contracts.rest;

import org.jspecify.annotations.Nullable;

/**
 * A preview of one file of a version, or why there is none.
 *
 * @param path path of the file
 * @param size bytes of the file
 * @param digest SHA-256 of the file, 64 hex digits
 * @param kind what it will be, by the file's name; see {@link Preview#kind}
 * @param state {@code ready}, {@code waiting} or {@code failed}
 * @param failure of a failed one {@code too-large}, {@code not-readable}, {@code timed-out}, {@code
 *     out-of-memory} or {@code unsupported}; it is not tried again
 * @param preview of a ready one the preview; listings leave it out
 */
public record PreviewView(
    String path,
    long size,
    String digest,
    String kind,
    String state,
    @Nullable String failure,
    @Nullable Preview preview) {}
