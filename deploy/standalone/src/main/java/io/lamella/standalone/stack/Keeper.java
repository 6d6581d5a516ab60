package io.lamella.standalone.stack;

import io.lamella.standalone.process.ProcessIdentity;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Keeps one part running: starts it again when it died, later and later while it keeps dying. */
final class Keeper {
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(30);
  private static final long STABLE = TimeUnit.MINUTES.toNanos(1);

  private final Part part;
  private boolean stopped;
  private long started;
  private long pause = FIRST_PAUSE;

  Keeper(Part part) {
    this.part = part;
  }

  Part part() {
    return part;
  }

  /** The process that runs now. */
  Optional<ProcessIdentity> running() {
    return part.process().map(ProcessIdentity::of);
  }

  synchronized void start() throws IOException {
    if (!stopped) {
      started = System.nanoTime();
      part.start();
    }
  }

  /** Whether the part is to run, does not, and has been left alone for long enough. */
  synchronized boolean isDue() {
    if (stopped || part.process().isPresent()) {
      return false;
    }
    long ran = System.nanoTime() - started;
    if (ran > STABLE) {
      pause = FIRST_PAUSE;
    }
    return ran >= pause;
  }

  /** Starts it again. */
  synchronized void restart() throws IOException {
    if (isDue()) {
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      start();
    }
  }

  /** Stops it for good. */
  synchronized void stop() throws IOException {
    stopped = true;
    part.stop();
  }
}
