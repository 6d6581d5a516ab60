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
 * them. Bounded: the request is paused while too much waits. Nothing holds on to a body that ended.
 */
public final class BodyFeed {
  /** Takes the next bytes; on a worker thread, one call at a time. */
  @FunctionalInterface
  public interface Sink {
    void accept(Buffer bytes) throws IOException;
  }

  private static final int PAUSE_ABOVE = 1024 * 1024;
  private static final int RESUME_BELOW = 256 * 1024;
  private static final long NO_TIMER = -1;

  private final HttpServerRequest request;
  private final Context context;
  private final long limit;
  private final String what;
  private final Patience patience;
  private final Pace pace;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  private final ArrayDeque<Buffer> waiting = new ArrayDeque<>();
  private @Nullable Executor workers;
  private Sink sink = bytes -> {};
  private int waitingBytes;
  private long total;
  private long lastSign = System.nanoTime();
  private long timer = NO_TIMER;
  private boolean paused = true;
  private boolean running;
  private boolean ended;
  private @Nullable Throwable refusal;

  private BodyFeed(
      HttpServerRequest request, Context context, long limit, String what, Patience patience) {
    this.request = request;
    this.context = context;
    this.limit = limit;
    this.what = what;
    this.patience = patience;
    this.pace = new Pace(patience);
  }

  /**
   * Takes over a request that is paused, and stays so until the start. To be called on its event
   * loop.
   *
   * @param limit most bytes that the body may have
   * @param what what the body is, for the message
   */
  static BodyFeed of(
      HttpServerRequest request, Context context, long limit, String what, Patience patience) {
    BodyFeed feed = new BodyFeed(request, context, limit, what, patience);
    request.handler(feed::arrived);
    request.endHandler(nothing -> feed.end(null));
    request.exceptionHandler(feed::end);
    return feed;
  }

  /**
   * Feeds the body to {@code sink}. The answer completes after the last byte was accepted. It fails
   * when the body is cut off, stalls, trickles, or is longer than the limit; when the sink fails,
   * the rest of the body is read and dropped first, so that the client gets the answer.
   */
  public synchronized CompletableFuture<Void> start(Executor executor, Sink target) {
    workers = executor;
    sink = target;
    lastSign = System.nanoTime();
    wake();
    context.runOnContext(nothing -> watch(stallMillis()));
    return done;
  }

  private long stallMillis() {
    return patience.stall().toMillis();
  }

  private synchronized void watch(long millis) {
    if (!ended) {
      timer = context.owner().setTimer(Math.max(1, millis), passed -> look());
    }
  }

  /** Gives the body up when its client has let us wait for too long. */
  private synchronized void look() {
    if (ended) {
      return;
    }
    long silent = (System.nanoTime() - lastSign) / 1_000_000;
    if (paused || running) {
      watch(stallMillis());
    } else if (silent < stallMillis()) {
      watch(stallMillis() - silent);
    } else {
      refusal = refusal == null ? BodyPipe.stalled(patience) : refusal;
      endNow();
      wake();
    }
  }

  private synchronized void arrived(Buffer buffer) {
    if (ended) {
      return;
    }
    long now = System.nanoTime();
    boolean waitedFor = !paused && !running;
    boolean tooSlow = pace.isTooSlow(waitedFor ? now - lastSign : 0, buffer.length());
    lastSign = now;
    total += buffer.length();
    if (total > limit) {
      refusal = BodyPipe.tooLarge(what, limit);
      endNow();
    } else if (tooSlow) {
      refusal = refusal == null ? BodyPipe.tooSlow(patience) : refusal;
      endNow();
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
      endNow();
      if (cutOff != null && refusal == null) {
        refusal = BodyPipe.cutOff(total, cutOff);
      }
      wake();
    }
  }

  /** The timer would hold the body, with all that was made of it, until the client had stalled. */
  private void endNow() {
    ended = true;
    context.owner().cancelTimer(timer);
  }

  private void wake() {
    if (workers != null && !running) {
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
      lastSign = System.nanoTime();
      if (ended && refused != null) {
        done.completeExceptionally(refused);
      } else if (ended) {
        done.complete(null);
      }
    }
    return buffer;
  }
}
