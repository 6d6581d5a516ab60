package io.lamella.upload.transfer;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as a stream for one worker thread. Bounded: the request is paused while too much
 * waits. A body that is cut off, stalls, trickles or grows over its limit fails the reader.
 */
public final class BodyPipe extends InputStream {
  private static final int PAUSE_ABOVE = 512 * 1024;
  private static final int RESUME_BELOW = 128 * 1024;

  private final HttpServerRequest request;
  private final Context context;
  private final long limit;
  private final String what;
  private final Patience patience;
  private final Pace pace;

  private final ArrayDeque<Buffer> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private boolean paused = true;
  private boolean ended;
  private @Nullable Throwable failure;

  private @Nullable Buffer current;
  private int position;
  private long total;

  private BodyPipe(
      HttpServerRequest request, Context context, long limit, String what, Patience patience) {
    this.request = request;
    this.context = context;
    this.limit = limit;
    this.what = what;
    this.patience = patience;
    this.pace = new Pace(patience);
  }

  /**
   * Takes over a request that is paused, and stays so until the first read. To be called on its
   * event loop.
   *
   * @param limit most bytes that the body may have
   * @param what what the body is, for the message
   */
  static BodyPipe of(
      HttpServerRequest request, Context context, long limit, String what, Patience patience) {
    BodyPipe pipe = new BodyPipe(request, context, limit, what, patience);
    request.handler(pipe::arrived);
    request.endHandler(nothing -> pipe.end(null));
    request.exceptionHandler(pipe::end);
    return pipe;
  }

  private synchronized void arrived(Buffer buffer) {
    if (ended) {
      return;
    }
    waiting.add(buffer);
    waitingBytes += buffer.length();
    if (waitingBytes > PAUSE_ABOVE && !paused) {
      paused = true;
      request.pause();
    }
    notifyAll();
  }

  private synchronized void end(@Nullable Throwable cause) {
    if (!ended && failure == null) {
      failure = cause;
      ended = true;
      notifyAll();
    }
  }

  /** Ends the body: what has come is still read, and then {@code why} is thrown. By any thread. */
  public void stop(LamellaException why) {
    end(why);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    Buffer buffer = current;
    while (buffer == null || position == buffer.length()) {
      buffer = next();
      if (buffer == null) {
        return -1;
      }
      current = buffer;
      position = 0;
    }
    int count = Math.min(length, buffer.length() - position);
    buffer.getBytes(position, position + count, target, offset);
    position += count;
    return count;
  }

  private synchronized @Nullable Buffer next() throws IOException {
    resumeIfLow();
    long begin = System.nanoTime();
    long deadline = begin + patience.stall().toNanos();
    while (waiting.isEmpty() && !ended) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw stalled(patience);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the service stops");
      }
    }
    Buffer buffer = waiting.poll();
    if (buffer == null) {
      if (failure instanceof LamellaException stopped) {
        throw stopped;
      }
      if (failure != null) {
        throw cutOff(total, failure);
      }
      return null;
    }
    waitingBytes -= buffer.length();
    total += buffer.length();
    if (total > limit) {
      throw tooLarge(what, limit);
    }
    if (pace.isTooSlow(System.nanoTime() - begin, buffer.length())) {
      throw tooSlow(patience);
    }
    resumeIfLow();
    return buffer;
  }

  private void resumeIfLow() {
    if (paused && waitingBytes < RESUME_BELOW) {
      paused = false;
      context.runOnContext(nothing -> request.resume());
    }
  }

  /** Drops what may still come, so that the answer can be read. */
  @Override
  public synchronized void close() {
    ended = true;
    waiting.clear();
    waitingBytes = 0;
    context.runOnContext(nothing -> Bodies.discard(request));
  }

  static LamellaException cutOff(long after, Throwable cause) {
    return new LamellaException(
        ErrorCode.INVALID_REQUEST, "The body was cut off after " + after + " bytes", cause);
  }

  static LamellaException stalled(Patience patience) {
    return new LamellaException(
        ErrorCode.INVALID_REQUEST,
        "The body brought no byte for " + patience.stall().toMillis() + " ms");
  }

  static LamellaException tooSlow(Patience patience) {
    return new LamellaException(
        ErrorCode.INVALID_REQUEST,
        "The body brought fewer than %d bytes in %d ms"
            .formatted(patience.least(), patience.stall().toMillis()));
  }

  static LamellaException tooLarge(String what, long limit) {
    return new LamellaException(
        ErrorCode.TOO_LARGE, what + " may have at most " + limit + " bytes");
  }
}
