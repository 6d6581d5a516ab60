package io.lamella.cache.preview;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that do one thing after the other; what does not fit into their queue is refused. */
final class Lane {
  private Lane() {}

  static ThreadPoolExecutor of(String name, int threads, int queue) {
    ThreadPoolExecutor lane =
        new ThreadPoolExecutor(
            threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue));
    lane.setThreadFactory(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
    return lane;
  }
}
