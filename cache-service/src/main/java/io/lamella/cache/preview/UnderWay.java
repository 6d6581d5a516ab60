package io.lamella.cache.preview;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * What is being made: once at a time for each name. Who asks for it meanwhile gets the same.
 *
 * @param <K> names
 * @param <T> what is made
 */
final class UnderWay<K, T> {
  /** Makes it. */
  interface Work<T> {
    T make() throws IOException;
  }

  private final Map<K, CompletableFuture<T>> made = new ConcurrentHashMap<>();
  private final String tooMany;

  /**
   * @param tooMany what is said when no more can wait
   */
  UnderWay(String tooMany) {
    this.tooMany = tooMany;
  }

  /**
   * Has it made there, unless it is being made.
   *
   * @throws LamellaException {@code too-many-requests} when {@code lane} takes no more
   */
  CompletableFuture<T> in(Executor lane, K name, Work<T> work) {
    CompletableFuture<T> mine = new CompletableFuture<>();
    CompletableFuture<T> other = made.putIfAbsent(name, mine);
    if (other != null) {
      return other;
    }
    try {
      lane.execute(() -> make(name, work, mine));
    } catch (RejectedExecutionException e) {
      made.remove(name, mine);
      mine.completeExceptionally(e);
      throw new LamellaException(ErrorCode.TOO_MANY_REQUESTS, tooMany, e);
    }
    return mine;
  }

  private void make(K name, Work<T> work, CompletableFuture<T> mine) {
    try {
      mine.complete(work.make());
    } catch (IOException | RuntimeException e) {
      mine.completeExceptionally(e);
    } finally {
      made.remove(name, mine);
      mine.cancel(false);
    }
  }
}
