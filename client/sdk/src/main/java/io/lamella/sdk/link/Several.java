package io.lamella.sdk.link;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks about several things at a time and tells the answers in order. */
public final class Several {
  private static final int THREADS = 8;
  private static final int AHEAD = 4 * THREADS;

  /** One question. */
  @FunctionalInterface
  public interface Question<T, R> {
    R ask(T about) throws IOException;
  }

  /** Takes answers. */
  @FunctionalInterface
  public interface Told<R> {
    void tell(R answer) throws IOException;
  }

  private Several() {}

  /** The first failure ends it. Memory: a few answers. */
  public static <T, R> void of(Iterable<T> things, Question<T, R> question, Told<R> told)
      throws IOException {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "lamella-link");
              thread.setDaemon(true);
              return thread;
            });
    try {
      Deque<Future<R>> running = new ArrayDeque<>();
      for (T thing : things) {
        running.add(threads.submit(() -> question.ask(thing)));
        if (running.size() > AHEAD) {
          told.tell(answer(running.remove()));
        }
      }
      while (!running.isEmpty()) {
        told.tell(answer(running.remove()));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static <R> R answer(Future<R> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof RuntimeException unexpected) {
        throw unexpected;
      }
      throw new IllegalStateException(e);
    }
  }
}
