package io.lamella.cache.stream;

import io.lamella.cache.CacheConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bounded number of threads that read content. A task is one short step of one connection, so
 * connections take turns and the queue is never longer than their number.
 */
@ApplicationScoped
public class ContentWorkers {
  private final ExecutorService threads;

  @Inject
  ContentWorkers(CacheConfig config) {
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            config.workers(),
            task -> {
              Thread thread = new Thread(task, "content-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Runs a step; its future completes on the Vert.x context of the caller. */
  public <T> Future<T> run(Callable<T> step) {
    Context context = Vertx.currentContext();
    Promise<T> promise = Promise.promise();
    try {
      threads.execute(() -> complete(step, promise, context));
    } catch (RejectedExecutionException e) {
      promise.fail(e);
    }
    return promise.future();
  }

  private static <T> void complete(Callable<T> step, Promise<T> promise, Context context) {
    try {
      T result = step.call();
      context.runOnContext(v -> promise.complete(result));
    } catch (Throwable e) {
      context.runOnContext(v -> promise.fail(e));
    }
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}
