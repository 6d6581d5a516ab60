package io.lamella.sdk.transfer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Threads that work on one thing together: the first failure ends them all, and is what the owner
 * gets to see.
 */
final class Stages implements AutoCloseable {
  /** The work of one thread. */
  @FunctionalInterface
  interface Stage {
    void run() throws IOException, InterruptedException;
  }

  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private @Nullable Throwable failure;
  private final Thread owner = Thread.currentThread();
  private boolean ended;

  void start(String name, Stage stage) {
    Thread thread = new Thread(() -> run(stage), "lamella-" + name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void run(Stage stage) {
    try {
      stage.run();
    } catch (InterruptedException e) {
      fail(new InterruptedIOException("interrupted"));
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
    }
  }

  /** The owner takes the failure and its interrupt together, or neither. */
  private synchronized void fail(Throwable cause) {
    if (!ended && failure == null) {
      failure = cause;
      threads.forEach(Thread::interrupt);
      owner.interrupt();
    }
  }

  /** Does a part of the work in the owner's thread. */
  void here(Stage stage) throws IOException {
    try {
      stage.run();
    } catch (InterruptedException e) {
      rethrow();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (IOException | RuntimeException e) {
      rethrow();
      throw e;
    }
    rethrow();
  }

  /** Waits until every thread is at its end. */
  void join() throws IOException {
    here(
        () -> {
          for (Thread thread : threads) {
            thread.join();
          }
        });
  }

  private synchronized void rethrow() throws IOException {
    Throwable cause = failure;
    if (cause == null) {
      return;
    }
    Thread.interrupted();
    if (cause instanceof IOException e) {
      throw e;
    }
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    throw new IllegalStateException(cause);
  }

  /** Ends what still runs; by the owner, whom nobody interrupts any more. */
  @Override
  public synchronized void close() {
    ended = true;
    threads.forEach(Thread::interrupt);
    if (failure != null) {
      Thread.interrupted();
    }
  }
}
