package io.lamella.upload.transfer;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.upload.UploadConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for what blocks: hashing, decoding, disk, waiting for the database. Nothing that runs on
 * one kind waits for something that runs on the same kind.
 */
@ApplicationScoped
public class Workers {
  private final ThreadPoolExecutor bodies;
  private final ThreadPoolExecutor requests;
  private final ThreadPoolExecutor packs;
  private final ThreadPoolExecutor background;
  private final ThreadPoolExecutor slow;

  @Inject
  Workers(UploadConfig config) {
    int waiting = Math.max(1, config.waitingRequests());
    bodies = pool("body", config.bodyThreads(), new ArrayBlockingQueue<>(waiting));
    requests = pool("request", config.requestThreads(), new ArrayBlockingQueue<>(waiting));
    int cores = Runtime.getRuntime().availableProcessors();
    packs = pool("pack", 2 * cores, new LinkedBlockingQueue<>());
    background = pool("background", 4, new LinkedBlockingQueue<>());
    slow = pool("slow", 1, new LinkedBlockingQueue<>());
  }

  /**
   * Runs the work of a request that takes as long as its client sends: files, tar streams.
   *
   * @throws LamellaException {@code too-many-requests} when too many wait already
   */
  void body(Runnable work) {
    execute(bodies, work);
  }

  /**
   * Runs the work of a short request, which never waits behind a long one.
   *
   * @throws LamellaException {@code too-many-requests} when too many wait already
   */
  void request(Runnable work) {
    execute(requests, work);
  }

  private static void execute(Executor pool, Runnable work) {
    try {
      pool.execute(work);
    } catch (RejectedExecutionException e) {
      throw new LamellaException(
          ErrorCode.TOO_MANY_REQUESTS, "The service works on as many requests as it can", e);
    }
  }

  /**
   * Steps of packs that arrive or were filled here, which wait for the store alone; how many wait
   * is bounded by the connections.
   */
  public Executor packs() {
    return packs;
  }

  /** What nobody waits for. */
  public Executor slow() {
    return slow;
  }

  /** What may wait for neither a request nor a store: events. */
  public Executor background() {
    return background;
  }

  @PreDestroy
  void stop() {
    bodies.shutdownNow();
    requests.shutdownNow();
    packs.shutdownNow();
    background.shutdownNow();
    slow.shutdownNow();
  }

  private static ThreadPoolExecutor pool(String name, int threads, BlockingQueue<Runnable> queue) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(threads, threads, 30, TimeUnit.SECONDS, queue, named(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Daemon threads {@code lamella-NAME-N}. */
  public static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, "lamella-" + name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
