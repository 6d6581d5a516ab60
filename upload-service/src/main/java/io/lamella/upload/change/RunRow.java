package io.lamella.upload.change;

import org.jspecify.annotations.Nullable;

/**
 * A run of a draft.
 *
 * @param seq its place: the later wins
 * @param level how often it was merged, or how big it is
 * @param body encoded run, when it lies in the row
 * @param object key of its object, when it does not
 * @param bytes encoded length
 */
public record RunRow(
    long seq, int level, byte @Nullable [] body, @Nullable String object, long bytes) {}
