package io.lamella.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does not give up while processes are away, but does when that lasts, or when a test failed. */
final class Perseverance {
  private static final Duration LIMIT = Duration.ofMinutes(6);

  private final CountDownLatch failed = new CountDownLatch(1);

  /** Ends what is tried anywhere. */
  void fail() {
    failed.countDown();
  }

  /** Lets time pass; true when the test has failed meanwhile. */
  boolean pause(long millis) throws InterruptedException {
    return failed.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Attempts at one thing. */
  Attempts at(String what) {
    return new Attempts(what);
  }

  /** How often one thing was tried, and whether it may be tried again. */
  final class Attempts {
    private final String what;
    private final Instant end = Instant.now().plus(LIMIT);
    private int count = 1;

    private Attempts(String what) {
      this.what = what;
    }

    /** The attempt under way, from 1 on. */
    int count() {
      return count;
    }

    /** Lets some time pass before the next attempt. */
    void again(String why) throws InterruptedException {
      wait(why, 250);
      count++;
    }

    /** Lets some time pass before looking again. */
    void look(String seen) throws InterruptedException {
      wait(seen, 100);
    }

    private void wait(String why, long millis) throws InterruptedException {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError(what + " did not get through within " + LIMIT + ": " + why);
      }
      if (pause(millis)) {
        throw new InterruptedException("another part of the test has failed");
      }
    }
  }
}
