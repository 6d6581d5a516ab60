package io.lamella.upload.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An object that a source names.
 *
 * @param path its path below the source's prefix; a single object's name
 * @param uri where it lies
 * @param size bytes; -1 when nobody has asked yet
 * @param etag what it is, where its store says so
 * @param modified when it was last changed, where that is known
 */
public record Found(
    String path, String uri, long size, @Nullable String etag, @Nullable Instant modified) {}
