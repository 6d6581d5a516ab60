package io.lamella.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work on several threads that all begin at the same moment. Which of them is first is nobody's
 * promise: a test of a race accepts every order and then checks what holds after each.
 */
public final class Race {
  private static final long LIMIT_MINUTES = 5;

  private Race() {}

  /** What each of the racers answers, in the order in which they are given. */
  @SafeVarargs
  public static <T> List<T> between(Callable<T>... racers) {
    return between(List.of(racers));
  }

  /** What each of the racers answers, in the order in which they are given. */
  public static <T> List<T> between(List<Callable<T>> racers) {
    CyclicBarrier start = new CyclicBarrier(racers.size());
    ExecutorService threads = Executors.newFixedThreadPool(racers.size());
    try {
      List<Future<T>> running = new ArrayList<>();
      for (Callable<T> racer : racers) {
        running.add(
            threads.submit(
                () -> {
                  start.await(LIMIT_MINUTES, TimeUnit.MINUTES);
                  return racer.call();
                }));
      }
      List<T> answers = new ArrayList<>();
      for (Future<T> each : running) {
        answers.add(each.get(LIMIT_MINUTES, TimeUnit.MINUTES));
      }
      return answers;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new AssertionError("a racer failed: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("a racer does not come in", e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** What each of so many racers answers that all do the same. */
  public static <T> List<T> of(int racers, Callable<T> each) {
    return between(Collections.nCopies(racers, each));
  }
}
