package io.lamella.upload.transfer;

import io.lamella.contracts.error.LamellaException;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Hands a request's body on as it arrives, one buffer at a time, without holding a thread between
 * them. Bounded: the request is paused while too much waits.
 */
public final class BodyFeed {
  /** Takes the next bytes; on a worker thread, one call at a time. */
  @FunctionalInterface
  public interface Sink {
    void accept(Buffer bytes) throws IOException;
  }

  private static final int PAUSE_ABOVE = 1024 * 1024;
  private static final int RESUME_BELOW = 256 * 1024;

  private final HttpServerRequest request;
  private final Context context;
  private final long limit;
  private final String what;
  private final Executor workers;
  private final Sink sink;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  private final ArrayDeque<Buffer> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private long total;
  private boolean paused;
  private boolean running;
  private boolean ended;
  private @Nullable Throwable refusal;

  private BodyFeed(
      HttpServerRequest request,
      Context context,
      long limit,
      String what,
      Executor workers,
      Sink sink) {
    this.request = request;
    this.context = context;
    this.limit = limit;
    this.what = what;
    this.workers = workers;
    this.sink = sink;
  }

  /**
   * Feeds the body of a paused request to {@code sink}. The answer completes after the last byte
   * was accepted. It fails when the body is cut off or longer than {@code limit}; when the sink
   * fails, the rest of the body is read and dropped first, so that the client gets the answer.
   */
  static CompletableFuture<Void> start(
      HttpServerRequest request,
      Context context,
      long limit,
      String what,
      Executor workers,
      Sink sink) {
    BodyFeed feed = new BodyFeed(request, context, limit, what, workers, sink);
    context.runOnContext(
        nothing -> {
          request.handler(feed::arrived);
          request.endHandler(end -> feed.end(null));
          request.exceptionHandler(feed::end);
          request.resume();
        });
    return feed.done;
  }

  private synchronized void arrived(Buffer buffer) {
    if (ended) {
      return;
    }
    total += buffer.length();
    if (total > limit) {
      refusal = BodyPipe.tooLarge(what, limit);
      ended = true;
    }
    if (refusal == null) {
      waiting.add(buffer);
      waitingBytes += buffer.length();
      if (waitingBytes > PAUSE_ABOVE && !paused) {
        paused = true;
        request.pause();
      }
    }
    wake();
  }

  private synchronized void end(@Nullable Throwable cutOff) {
    if (!ended) {
      ended = true;
      if (cutOff != null && refusal == null) {
        refusal = BodyPipe.cutOff(total, cutOff);
      }
      wake();
    }
  }

  private void wake() {
    if (!running) {
      running = true;
      workers.execute(this::drain);
    }
  }

  private void drain() {
    for (Buffer buffer = next(); buffer != null; buffer = next()) {
      try {
        sink.accept(buffer);
      } catch (Throwable e) {
        refuse(e);
      }
    }
  }

  private synchronized void refuse(Throwable cause) {
    if (!(refusal instanceof LamellaException)) {
      refusal = cause;
    }
  }

  /** The next buffer; null when there is none now, or never again. */
  private synchronized @Nullable Buffer next() {
    Throwable refused = refusal;
    if (refused != null) {
      waiting.clear();
      waitingBytes = 0;
    }
    Buffer buffer = waiting.poll();
    if (buffer != null) {
      waitingBytes -= buffer.length();
    }
    if (paused && waitingBytes < RESUME_BELOW) {
      paused = false;
      context.runOnContext(nothing -> request.resume());
    }
    if (buffer == null) {
      running = false;
      if (ended && refused != null) {
        done.completeExceptionally(refused);
      } else if (ended) {
        done.complete(null);
      }
    }
    return buffer;
  }
}
