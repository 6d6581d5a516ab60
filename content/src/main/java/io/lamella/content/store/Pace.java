package io.lamella.content.store;

import io.lamella.content.bucket.BucketException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * How fast a bucket is asked by all threads of a process: it says when it is asked too often, and
 * each time all of them wait twice as long, up to half a minute; what goes well makes the wait
 * shorter again. Safe for use by several threads.
 */
final class Pace {
  private static final long FIRST = Duration.ofMillis(250).toNanos();
  private static final long LONGEST = Duration.ofSeconds(30).toNanos();

  /** A call of a bucket. */
  @FunctionalInterface
  interface Call<T> {
    T make() throws IOException;
  }

  private final LongSupplier clock;
  private long pause;
  private long next;

  Pace() {
    this(System::nanoTime);
  }

  /**
   * @param clock nanoseconds
   */
  Pace(LongSupplier clock) {
    this.clock = clock;
    this.next = clock.getAsLong();
  }

  /** Makes a call when it is time. */
  <T> T call(Call<T> call) throws IOException {
    for (long wait = waitNanos(); wait > 0; wait = waitNanos()) {
      pause(wait);
    }
    try {
      T answer = call.make();
      faster();
      return answer;
    } catch (BucketException e) {
      if (e.asksToBeSlower()) {
        slower();
      }
      throw e;
    }
  }

  /** How long nobody asks, nanoseconds. */
  synchronized long waitNanos() {
    return next - clock.getAsLong();
  }

  /** Several answers that were on their way together count once. */
  private synchronized void slower() {
    long now = clock.getAsLong();
    if (now - next >= 0) {
      pause = Math.min(LONGEST, Math.max(FIRST, 2 * pause));
      next = now + pause;
    }
  }

  private synchronized void faster() {
    pause = pause < FIRST ? 0 : pause / 2;
  }

  /** Not all at the same moment. */
  private static void pause(long nanos) throws IOException {
    long spread = ThreadLocalRandom.current().nextLong(nanos / 4 + 1);
    try {
      Thread.sleep((nanos + spread) / 1_000_000 + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a bucket is left in peace");
    }
  }
}
