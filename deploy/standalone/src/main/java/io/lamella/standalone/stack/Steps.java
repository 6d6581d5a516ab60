package io.lamella.standalone.stack;

import io.lamella.standalone.process.StartFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Things done at the same time. */
final class Steps {
  private Steps() {}

  @SafeVarargs
  static void together(Callable<Void>... steps) throws IOException, InterruptedException {
    together(List.of(steps));
  }

  /**
   * Does all steps, each in a thread of its own, and returns when all have ended.
   *
   * @throws IOException when one failed so; the others have ended, too
   * @throws StartFailedException when one failed otherwise
   */
  static void together(List<Callable<Void>> steps) throws IOException, InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool(Steps::daemon);
    try {
      List<Throwable> failures = new ArrayList<>();
      for (Future<Void> step : threads.invokeAll(steps)) {
        try {
          step.get();
        } catch (ExecutionException e) {
          failures.add(e.getCause());
        }
      }
      if (!failures.isEmpty()) {
        throw rethrown(failures.get(0));
      }
    } finally {
      threads.shutdown();
    }
  }

  private static IOException rethrown(Throwable failure) {
    if (failure instanceof StartFailedException e) {
      throw e;
    }
    if (failure instanceof IOException e) {
      return e;
    }
    throw new StartFailedException(String.valueOf(failure.getMessage()), failure);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  }
}
