package io.lamella.standalone.stack;

import io.lamella.standalone.process.ProcessIdentity;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one part running, on a thread of its own: starts it again when it died, later and later
 * while it keeps dying, and ends it first when it has been broken for too long.
 */
final class Keeper {
  private static final long LOOK_MILLIS = 500;
  private static final long ASK = TimeUnit.SECONDS.toNanos(1);
  private static final long ASK_SELDOM = TimeUnit.SECONDS.toNanos(5);
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(30);
  private static final long STABLE = TimeUnit.MINUTES.toNanos(1);

  private final Part part;
  private final long patience;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean ready;
  private volatile @Nullable ProcessIdentity latest;
  private long started;
  private long asked;
  private long well;
  private long pause = FIRST_PAUSE;

  /**
   * Of a part that does not run yet.
   *
   * @param patience how long it may be broken before it is ended
   */
  Keeper(Part part, Duration patience) {
    this.part = part;
    this.patience = patience.toNanos();
  }

  Part part() {
    return part;
  }

  /** The process that runs, or that ran last; empty before the first. */
  Optional<ProcessIdentity> process() {
    part.process().map(ProcessIdentity::of).ifPresent(now -> latest = now);
    return Optional.ofNullable(latest);
  }

  /** Whether the part runs and did its work when it was last asked. */
  boolean isReady() {
    return ready && part.process().isPresent();
  }

  /** Starts the part, unless it has been stopped. */
  synchronized void start() throws IOException {
    if (!isStopped()) {
      started = System.nanoTime();
      part.start();
    }
  }

  /** Looks after the part from now on; it has been started and is ready. */
  void keep() {
    ready = true;
    asked = System.nanoTime();
    well = asked;
    Thread thread = new Thread(this::run, "keeper-" + part.name());
    thread.setDaemon(true);
    thread.start();
  }

  /** Stops it for good; a start that goes on meanwhile ends with what it started. */
  void stop() throws IOException {
    stopped.countDown();
    part.stop();
    synchronized (this) {
      part.stop();
    }
  }

  private void run() {
    try {
      while (!stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        try {
          look(System.nanoTime());
        } catch (IOException | RuntimeException e) {
          System.err.println(part.name() + ": " + e.getMessage());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(long now) throws IOException {
    if (part.process().isEmpty()) {
      ready = false;
      restart(now - started);
      well = System.nanoTime();
    } else if (!ready || now - asked >= (now - started > STABLE ? ASK_SELDOM : ASK)) {
      asked = now;
      ready = part.isReady();
      if (!part.isBroken()) {
        well = now;
      } else if (now - well > patience) {
        System.err.println(part.name() + " stays broken and is ended");
        part.stop();
      }
    }
  }

  private void restart(long ran) throws IOException {
    if (ran > STABLE) {
      pause = FIRST_PAUSE;
    }
    if (ran >= pause) {
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      System.err.println(part.name() + " died and is started again");
      start();
    }
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }
}
