package io.lamella.bench.contest;

import io.lamella.bench.BenchFailedException;
import java.util.concurrent.TimeUnit;

/**
 * Files that have just been written might be written again within the same tick of their clock, so
 * no tool trusts their times yet. What is measured are files that have been there for a while.
 */
final class Ripening {
  private static final long SECONDS = 3;

  private Ripening() {}

  /** Waits until files that are there now can be told from later ones by their times. */
  static void await() {
    try {
      TimeUnit.SECONDS.sleep(SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailedException("interrupted");
    }
  }
}
