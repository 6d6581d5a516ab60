package io.lamella.upload.claim;

import io.lamella.upload.transfer.Workers;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Threads that each claim work until there is none, then wait to be woken, or for the poll that
 * makes up for lost wakes. Nothing that work throws ends a thread.
 */
public final class Claimants {
  private static final Logger LOG = Logger.getLogger(Claimants.class);

  /** One piece of work after the other. */
  @FunctionalInterface
  public interface Work {
    /** Claims and does the next piece; false when there is none. */
    boolean next() throws InterruptedException;
  }

  private final String name;
  private final int count;
  private final Duration poll;
  private final Work work;
  private final ScheduledExecutorService threads;
  private final Semaphore wakes = new Semaphore(0);
  private volatile boolean stopped;

  /**
   * @param name of one of them, for names of threads and for the log
   * @param poll how long they wait at most
   */
  public Claimants(String name, int count, Duration poll, Work work) {
    this.name = name;
    this.count = count;
    this.poll = poll;
    this.work = work;
    this.threads = Executors.newScheduledThreadPool(count + 1, Workers.named(name));
  }

  /** Lets them begin. */
  public void start() {
    for (int i = 0; i < count; i++) {
      threads.execute(this::loop);
    }
  }

  /** Does something small with each poll, also where they have not begun. */
  public void withEachPoll(Runnable look) {
    threads.scheduleWithFixedDelay(look, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** There may be work. */
  public void wake() {
    if (wakes.availablePermits() < count) {
      wakes.release();
    }
  }

  public void stop() {
    stopped = true;
    threads.shutdownNow();
  }

  private void loop() {
    while (!stopped) {
      try {
        if (!work.next()) {
          wakes.tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warnf("the work of a %s waits: %s", name, e);
        pause();
      } catch (Throwable e) {
        LOG.error("a " + name + " goes on behind what should not happen", e);
        pause();
      }
    }
  }

  /** Wakes do not shorten it: what failed just now would fail again. */
  private void pause() {
    try {
      wakes.tryAcquire(count + 1, poll.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
