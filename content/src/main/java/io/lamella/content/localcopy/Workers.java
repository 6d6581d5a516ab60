package io.lamella.content.localcopy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A few threads that work through lists of tasks; an interrupt of the caller stops them all. */
final class Workers implements AutoCloseable {
  /** Files or batches that are worked on at a time. */
  static final int THREADS = 4;

  /** One piece of work. */
  @FunctionalInterface
  interface Task {
    void run() throws IOException;
  }

  private final ExecutorService threads;
  private final Runnable cancel;

  /**
   * @param cancel makes tasks fail that wait for something
   */
  Workers(Runnable cancel) {
    this.cancel = cancel;
    threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "lamella-copy");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Runs all tasks; after the first failure no further one begins, and the failure is thrown. */
  void run(List<Task> tasks) throws IOException {
    await(begin(tasks));
  }

  /** One task after the other in a single thread, while the caller goes on. */
  Running start(List<Task> tasks) {
    AtomicBoolean goesOn = new AtomicBoolean(true);
    Future<?> future =
        threads.submit(
            () -> {
              for (Task task : tasks) {
                if (goesOn.get()) {
                  task.run();
                }
              }
              return null;
            });
    return new Running(future, goesOn);
  }

  /** Tasks that were started. */
  final class Running {
    private final Future<?> future;
    private final AtomicBoolean goesOn;

    private Running(Future<?> future, AtomicBoolean goesOn) {
      this.future = future;
      this.goesOn = goesOn;
    }

    /** Waits for their end; throws what the first has thrown that failed. */
    void await() throws IOException {
      Workers.this.await(List.of(future));
    }

    /** No further one begins; returns when none runs. */
    void cancel() {
      goesOn.set(false);
      try {
        future.get();
      } catch (ExecutionException e) {
        // Nobody wants to know any more.
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private List<Future<?>> begin(List<Task> tasks) {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < Math.min(THREADS, tasks.size()); i++) {
      running.add(
          threads.submit(
              () -> {
                try {
                  for (int t = next.getAndIncrement();
                      t < tasks.size();
                      t = next.getAndIncrement()) {
                    tasks.get(t).run();
                  }
                } catch (Throwable e) {
                  next.set(Integer.MAX_VALUE / 2);
                  throw e;
                }
                return null;
              }));
    }
    return running;
  }

  private void await(List<Future<?>> running) throws IOException {
    if (Thread.interrupted()) {
      stop();
      throw interrupted();
    }
    Throwable failure = null;
    for (Future<?> future : running) {
      try {
        future.get();
      } catch (ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (failure == null) {
          failure = cause;
        } else {
          failure.addSuppressed(cause);
        }
      } catch (InterruptedException e) {
        stop();
        throw interrupted();
      }
    }
    if (failure instanceof IOException io) {
      throw io;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException unexpected) {
      throw unexpected;
    }
  }

  private void stop() {
    cancel.run();
    close();
    Thread.currentThread().interrupt();
  }

  private static InterruptedIOException interrupted() {
    return new InterruptedIOException("interrupted while a local copy was made");
  }

  /** Ends the threads and waits until none of them writes any more. */
  @Override
  public void close() {
    threads.shutdownNow();
    boolean wasInterrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        wasInterrupted = true;
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
