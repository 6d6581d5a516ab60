package io.lamella.sdk.server;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Rests between two looks or attempts. An interrupt ends it, and the thread stays interrupted. */
public final class Pause {
  private Pause() {}

  public static void of(Duration rest) throws InterruptedIOException {
    try {
      Thread.sleep(rest.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** As {@link #of}, where no I/O is declared. */
  public static void unchecked(Duration rest) {
    try {
      of(rest);
    } catch (InterruptedIOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
