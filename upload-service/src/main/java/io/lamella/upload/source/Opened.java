package io.lamella.upload.source;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An object that is being read.
 *
 * @param body its bytes; fails when they are fewer than there should be
 * @param size bytes; -1 when its server does not say
 * @param etag what it is, where its store says so
 * @param modified when it was last changed, where that is known
 * @param mode permission bits of a file, 0644 of everything else
 * @param ranged whether ranges of it can be had as well, of the same state of it
 */
public record Opened(
    InputStream body,
    long size,
    @Nullable String etag,
    @Nullable Instant modified,
    int mode,
    boolean ranged)
    implements AutoCloseable {
  /** The same object, read through another stream. */
  public Opened through(InputStream other) {
    return new Opened(other, size, etag, modified, mode, ranged);
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
