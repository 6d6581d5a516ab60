package io.lamella.cache.preview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits a little for what is being made. Only some may do so at once, for they take the threads
 * that send content; the others are told to come again.
 */
@ApplicationScoped
public class Waiting {
  private static final int AT_ONCE = 4;

  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Duration patience;

  @Inject
  Waiting(PreviewConfig config) {
    this.patience = config.patience();
  }

  /** What was made; empty when it takes longer. */
  <T> Optional<T> shortly(CompletableFuture<T> made) throws IOException {
    if (made.isDone()) {
      return Optional.of(result(made));
    }
    if (!places.tryAcquire()) {
      return Optional.empty();
    }
    try {
      return Optional.of(result(made, patience.toMillis()));
    } catch (TimeoutException e) {
      return Optional.empty();
    } finally {
      places.release();
    }
  }

  /** What was made, whenever that is. */
  static <T> T result(CompletableFuture<T> made) throws IOException {
    try {
      return result(made, Long.MAX_VALUE);
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T result(CompletableFuture<T> made, long millis)
      throws IOException, TimeoutException {
    try {
      return made.get(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    }
  }
}
