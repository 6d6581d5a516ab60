package io.lamella.upload.transfer;

import io.lamella.content.CorruptedException;
import io.lamella.content.bucket.BucketException;
import io.lamella.content.manifest.InvalidPathException;
import io.lamella.content.store.NoRoom;
import io.lamella.content.store.NoSuchObjectException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.kit.trace.Threads;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** How routes of the data plane run: their work on worker threads, their failures as problems. */
@ApplicationScoped
public class Doors {
  /** Work of one request on a worker thread; answers through the exchange. */
  @FunctionalInterface
  public interface Work {
    void run(Exchange exchange) throws Exception;
  }

  /** Prepares on the event loop what then runs on a worker thread. */
  @FunctionalInterface
  public interface Preparation {
    Work prepare(Exchange exchange);
  }

  private static final String NO_ROOM =
      "The store has no room left; what was acknowledged is kept: make room there, then run the"
          + " same command again";

  private final Workers workers;

  @Inject
  Doors(Workers workers) {
    this.workers = workers;
  }

  /** A handler whose work runs on a worker thread, with the body not read. */
  public Handler<RoutingContext> working(Work work) {
    return prepared(exchange -> work);
  }

  /** A handler that takes a short body over before its work starts. */
  public Handler<RoutingContext> prepared(Preparation preparation) {
    return prepared(preparation, workers::request);
  }

  /** A handler that takes a body over which may come for hours. */
  public Handler<RoutingContext> streaming(Preparation preparation) {
    return prepared(preparation, workers::body);
  }

  private static Handler<RoutingContext> prepared(
      Preparation preparation, Consumer<Runnable> threads) {
    return routing -> {
      routing.request().pause();
      Exchange exchange = new Exchange(routing);
      try {
        Work work = preparation.prepare(exchange);
        threads.accept(Threads.here(() -> run(exchange, work)));
      } catch (RuntimeException e) {
        exchange.fail(e);
      }
    };
  }

  /**
   * Goes on with a request on a worker thread when what it needs is there; no thread waits for it.
   *
   * @param isLong whether it reads a body that may come for hours
   */
  public <T> void after(
      CompletionStage<T> needed, boolean isLong, Exchange exchange, Consumer<T> work) {
    Executor threads = isLong ? workers::body : workers::request;
    answer(exchange, needed.thenAcceptAsync(work, Threads.here(threads)));
  }

  /** Answers the failure of work that goes on behind the handler. */
  public static <T> void answer(Exchange exchange, CompletionStage<T> work) {
    work.whenComplete(
        (value, failure) -> {
          if (failure != null) {
            exchange.fail(understood(failure));
          }
        });
  }

  private static void run(Exchange exchange, Work work) {
    try {
      work.run(exchange);
    } catch (Throwable e) {
      exchange.fail(understood(e));
    }
  }

  /** Gives failures of the content library the codes that they have here. */
  public static Throwable understood(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof UncheckedIOException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof InvalidPathException) {
      return new LamellaException(ErrorCode.INVALID_PATH, text(cause), cause);
    }
    if (cause instanceof CorruptedException
        || cause instanceof NoSuchObjectException
        || cause instanceof EOFException) {
      return new LamellaException(ErrorCode.CONTENT_DAMAGED, text(cause), cause);
    }
    if (NoRoom.isWhy(cause)) {
      return new LamellaException(ErrorCode.STORAGE_FULL, NO_ROOM, cause);
    }
    if (cause instanceof BucketException refused && !refused.mayPass()) {
      return new LamellaException(ErrorCode.STORE_UNUSABLE, text(cause), cause);
    }
    if (cause instanceof IOException) {
      return new LamellaException(ErrorCode.UNAVAILABLE, "The store fails; try again", cause);
    }
    return cause;
  }

  private static String text(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }
}
