package io.lamella.standalone.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something that only looking can tell, such as a line in a file. */
public final class Await {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Await() {}

  /** Looks until {@code condition} holds or {@code patience} is over; says whether it holds. */
  public static boolean until(BooleanSupplier condition, Duration patience) {
    return until(condition, PAUSE, patience);
  }

  /** The same with another pause between looks, for what costs more than a look at a file. */
  public static boolean until(BooleanSupplier condition, Duration pause, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(pause.toNanos());
    }
    return true;
  }
}
