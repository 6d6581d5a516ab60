package io.lamella.content.store;

import io.lamella.content.bucket.BucketException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A store whose calls are made again, twice at most, when they fail in a way that may pass: one
 * fault among many calls costs a moment, not the work that they are a part of. A bucket that asks
 * to be slower is asked a few times more. What is written in pieces is begun again by its writer,
 * who alone has the bytes.
 */
public final class RetryingStore implements ObjectStore {
  private static final int ATTEMPTS = 3;

  /** Of a bucket that asks to be slower, which has waits of its own, 16 s together by then. */
  private static final int ATTEMPTS_WHEN_BUSY = 7;

  private final ObjectStore store;
  private final Duration pause;

  public RetryingStore(ObjectStore store) {
    this(store, Duration.ofMillis(100));
  }

  /**
   * @param pause before the second attempt; longer before later ones
   */
  RetryingStore(ObjectStore store, Duration pause) {
    this.store = store;
    this.pause = pause;
  }

  @FunctionalInterface
  private interface Attempt<T> {
    T make() throws IOException;
  }

  private <T> T again(Attempt<T> call) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.make();
      } catch (IOException e) {
        boolean busy = e instanceof BucketException told && told.asksToBeSlower();
        if (attempt == (busy ? ATTEMPTS_WHEN_BUSY : ATTEMPTS) || !mayPass(e)) {
          throw e;
        }
        if (!busy) {
          pause(attempt);
        }
      }
    }
  }

  private static boolean mayPass(IOException failure) {
    if (failure instanceof BucketException refused && !refused.mayPass()) {
      return false;
    }
    return !(failure instanceof NoSuchObjectException
        || failure instanceof EOFException
        || failure instanceof InterruptedIOException
        || NoRoom.isWhy(failure));
  }

  private void pause(int attempt) throws IOException {
    try {
      long millis = pause.multipliedBy(attempt).toMillis();
      Thread.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted between two calls of a store");
    }
  }

  @Override
  public Upload upload(String key, PutMode mode) throws IOException {
    return again(() -> store.upload(key, mode));
  }

  /** With {@link PutMode#IF_ABSENT} the key may be taken by an attempt whose answer was lost. */
  @Override
  public boolean put(String key, ByteBuffer data, PutMode mode) throws IOException {
    boolean placed = again(() -> store.put(key, data.duplicate(), mode));
    data.position(data.limit());
    return placed;
  }

  @Override
  public InputStream read(String key, long offset, long length) throws IOException {
    return again(() -> store.read(key, offset, length));
  }

  @Override
  public Optional<ObjectInfo> stat(String key) throws IOException {
    return again(() -> store.stat(key));
  }

  @Override
  public boolean delete(String key) throws IOException {
    return again(() -> store.delete(key));
  }

  @Override
  public List<ObjectInfo> list(String prefix, @Nullable String after, int limit)
      throws IOException {
    return again(() -> store.list(prefix, after, limit));
  }

  @Override
  public Optional<URI> presignRead(String key, Duration life) throws IOException {
    return again(() -> store.presignRead(key, life));
  }

  @Override
  public Optional<Path> localFile(String key) {
    return store.localFile(key);
  }

  @Override
  public void close() {
    store.close();
  }
}
