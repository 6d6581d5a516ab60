package io.lamella.upload.transfer;

/**
 * Whether a body comes fast enough. Only the time counts in which it was waited for: a service that
 * is slow itself gives nobody up. For one thread at a time.
 */
final class Pace {
  private final long period;
  private final long least;
  private long waited;
  private long bytes;

  Pace(Patience patience) {
    this.period = patience.stall().toNanos();
    this.least = patience.least();
  }

  /** Counts what arrived; true when too little came since the last period was over. */
  boolean isTooSlow(long waitedNanos, int arrived) {
    waited += waitedNanos;
    bytes += arrived;
    if (waited < period) {
      return false;
    }
    boolean slow = bytes < least;
    waited = 0;
    bytes = 0;
    return slow;
  }
}
