package io.lamella.upload.change;

import org.jspecify.annotations.Nullable;

/**
 * An encoded run that no row refers to yet: its bytes, or the key of its object.
 *
 * @param bytes encoded length
 */
public record NewRun(
    byte @Nullable [] body, @Nullable String object, long bytes, long puts, long deletes) {
  /** How big it is, as a power of 64 over what a row takes: merging goes level by level. */
  int level() {
    int level = 0;
    for (long size = RunWriter.INLINE; bytes > size && level < 4; size *= 64) {
      level++;
    }
    return level;
  }
}
