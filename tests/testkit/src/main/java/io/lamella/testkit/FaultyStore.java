package io.lamella.testkit;

import io.lamella.content.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A real store far away: its calls meet a fault, or take long, before they are made. */
public final class FaultyStore implements ObjectStore {
  /** A request that a store gets; a write is part of an upload, and no request of its own. */
  public enum Call {
    UPLOAD,
    WRITE,
    COMMIT,
    READ,
    STAT,
    DELETE,
    LIST
  }

  /** What happens before a call. */
  @FunctionalInterface
  public interface Fault {
    void before(Call call) throws IOException;

    /** Every third request fails, whoever makes it. */
    static Fault everyThird() {
      AtomicInteger requests = new AtomicInteger();
      return call -> {
        if (call != Call.WRITE && requests.incrementAndGet() % 3 == 0) {
          throw new IOException("the store failed this " + call);
        }
      };
    }

    /** Nothing can be written while {@code full}. */
    static Fault noRoomWhile(BooleanSupplier full) {
      return call -> {
        if (call == Call.WRITE && full.getAsBoolean()) {
          throw new IOException("No space left on device");
        }
      };
    }

    /** Every request takes so long. */
    static Fault slow(Duration each) {
      CountDownLatch never = new CountDownLatch(1);
      return call -> {
        if (call != Call.WRITE) {
          await(never, each);
        }
      };
    }

    /** Every request stands still until {@code released}; {@code standing} counts them. */
    static Fault standStill(CountDownLatch released, AtomicInteger standing) {
      return call -> {
        standing.incrementAndGet();
        await(released, Duration.ofMinutes(2));
      };
    }

    private static void await(CountDownLatch latch, Duration atMost) throws IOException {
      try {
        boolean unused = latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }

  private final ObjectStore store;
  private final Fault fault;

  public FaultyStore(ObjectStore store, Fault fault) {
    this.store = store;
    this.fault = fault;
  }

  @Override
  public Upload upload(String key, PutMode mode) throws IOException {
    fault.before(Call.UPLOAD);
    return new FaultyUpload(store.upload(key, mode), fault);
  }

  @Override
  public InputStream read(String key, long offset, long length) throws IOException {
    fault.before(Call.READ);
    return store.read(key, offset, length);
  }

  @Override
  public Optional<ObjectInfo> stat(String key) throws IOException {
    fault.before(Call.STAT);
    return store.stat(key);
  }

  @Override
  public boolean delete(String key) throws IOException {
    fault.before(Call.DELETE);
    return store.delete(key);
  }

  @Override
  public List<ObjectInfo> list(String prefix, @Nullable String after, int limit)
      throws IOException {
    fault.before(Call.LIST);
    return store.list(prefix, after, limit);
  }

  private record FaultyUpload(Upload upload, Fault fault) implements Upload {
    @Override
    public void write(ByteBuffer data) throws IOException {
      fault.before(Call.WRITE);
      upload.write(data);
    }

    @Override
    public boolean commit() throws IOException {
      fault.before(Call.COMMIT);
      return upload.commit();
    }

    @Override
    public void close() throws IOException {
      upload.close();
    }
  }
}
