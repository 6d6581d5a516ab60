package io.lamella.sdk.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as a stream that is received ahead of its reader, as far as a window of
 * some buffers goes: the network and who reads work at the same time. A read fails when nothing
 * comes for 30 s. Read by one thread; any thread may close it, which ends a read that waits.
 */
public final class WindowedBody extends InputStream implements BodySubscriber<InputStream> {
  /**
   * Buffers that are received and not yet read, at most; each is what one read of a socket gave.
   */
  static final int WINDOW = 16;

  /** A body of which nothing comes for so long is given up. */
  private static final Duration STALL = Duration.ofSeconds(30);

  /** Ends the queue, whatever the reason. */
  private static final List<ByteBuffer> END = List.of();

  private final BlockingQueue<List<ByteBuffer>> received = new LinkedBlockingQueue<>();
  private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();
  private Iterator<ByteBuffer> taken = Collections.emptyIterator();
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private volatile @Nullable Throwable failure;
  private volatile boolean closed;

  private final Duration stall;

  /**
   * @param stall longest wait for the next bytes
   */
  WindowedBody(Duration stall) {
    this.stall = stall;
  }

  /** Answers with the stream as soon as the head of the answer is there. */
  public static BodyHandler<InputStream> handler() {
    return info -> new WindowedBody(STALL);
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Subscription given) {
    if (!subscription.compareAndSet(null, given) || closed) {
      given.cancel();
    } else {
      given.request(WINDOW);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (buffers.isEmpty()) {
      request(1);
    } else {
      received.add(buffers);
    }
  }

  @Override
  public void onError(Throwable cause) {
    failure = cause;
    received.add(END);
  }

  @Override
  public void onComplete() {
    received.add(END);
  }

  @Override
  public int read() throws IOException {
    return advance() ? buffer.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int from, int count) throws IOException {
    Objects.checkFromIndexSize(from, count, target.length);
    if (count == 0) {
      return 0;
    }
    if (!advance()) {
      return -1;
    }
    int length = Math.min(count, buffer.remaining());
    buffer.get(target, from, length);
    return length;
  }

  /** Makes sure that the buffer has something; false at the end of the body. */
  private boolean advance() throws IOException {
    while (!buffer.hasRemaining()) {
      if (taken.hasNext()) {
        buffer = taken.next();
      } else if (!take()) {
        return false;
      }
    }
    return true;
  }

  private boolean take() throws IOException {
    List<ByteBuffer> next;
    try {
      next = received.poll(stall.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    if (closed) {
      throw new IOException("the stream is closed");
    }
    if (next == null) {
      close();
      throw new IOException("nothing came for " + stall.toSeconds() + " s");
    }
    if (next.isEmpty()) {
      received.add(END);
      Throwable cause = failure;
      if (cause != null) {
        throw new IOException(cause.getMessage(), cause);
      }
      return false;
    }
    taken = next.iterator();
    request(1);
    return true;
  }

  private void request(long count) {
    Subscription from = subscription.get();
    if (from != null) {
      from.request(count);
    }
  }

  @Override
  public void close() {
    closed = true;
    Subscription from = subscription.get();
    if (from != null) {
      from.cancel();
    }
    received.clear();
    received.add(END);
  }
}
