package io.lamella.cli;

import java.util.Arrays;

/**
 * The threads in which HTTP clients wait for their sockets. A JVM that ends waits 0.3 seconds for
 * such a thread to come back from the system, which it never does by itself.
 */
final class Selectors {
  private static final String SUFFIX = "-SelectorManager";
  private static final long PATIENCE_MILLIS = 50;

  private Selectors() {}

  /** Ends them. To be called when nothing is to be sent any more. */
  static void end() {
    Thread[] threads = new Thread[Thread.activeCount() + 8];
    int count = Thread.enumerate(threads);
    Arrays.stream(threads, 0, count)
        .filter(thread -> thread.getName().endsWith(SUFFIX))
        .forEach(Selectors::end);
  }

  private static void end(Thread selector) {
    selector.interrupt();
    try {
      selector.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
