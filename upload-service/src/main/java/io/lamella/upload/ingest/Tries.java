package io.lamella.upload.ingest;

import io.lamella.upload.UploadConfig;
import io.lamella.upload.source.SourceException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InterruptedIOException;

/** Tries again, with growing pauses, what a source may give the next time. */
@ApplicationScoped
class Tries {
  private final UploadConfig config;

  @Inject
  Tries(UploadConfig config) {
    this.config = config;
  }

  /** Something that is read from a source. */
  @FunctionalInterface
  interface Try<T> {
    /**
     * Reads it.
     *
     * @param first whether it is asked for the first time
     */
    T of(boolean first) throws IOException;
  }

  <T> T of(Try<T> attempt) throws IOException {
    long pause = config.ingest().pause().toMillis();
    for (int tries = 1; ; tries++) {
      try {
        return attempt.of(tries == 1);
      } catch (SourceException e) {
        if (!e.mayPass() || tries >= config.ingest().tries()) {
          throw e;
        }
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
      pause *= 4;
    }
  }
}
