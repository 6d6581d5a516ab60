package io.lamella.kit.storage;

import io.lamella.content.store.NoSuchObjectException;
import io.lamella.content.store.ObjectStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Times calls of stores: {@code lamella_store_calls_seconds}, by call ({@code write}, {@code read}:
 * until the first bytes can be had, {@code stat}, {@code delete}, {@code list}) and outcome ({@code
 * ok}, {@code failed}). What is not there, or taken, is an answer like any other.
 */
@ApplicationScoped
public class StoreMeter {
  private final MeterRegistry meters;

  @Inject
  public StoreMeter(MeterRegistry meters) {
    this.meters = meters;
  }

  /** The same store, whose calls are timed. */
  public ObjectStore timed(ObjectStore store) {
    return new TimedStore(store);
  }

  @FunctionalInterface
  private interface Call<T> {
    T answer() throws IOException;
  }

  private <T> T time(String call, Call<T> what) throws IOException {
    Timer.Sample sample = Timer.start(meters);
    String outcome = "failed";
    try {
      T answer = what.answer();
      outcome = "ok";
      return answer;
    } catch (NoSuchObjectException e) {
      outcome = "ok";
      throw e;
    } finally {
      sample.stop(
          Timer.builder("lamella.store.calls")
              .description("Calls of object stores")
              .tag("call", call)
              .tag("outcome", outcome)
              .register(meters));
    }
  }

  private final class TimedStore implements ObjectStore {
    private final ObjectStore store;

    TimedStore(ObjectStore store) {
      this.store = store;
    }

    @Override
    public Upload upload(String key, PutMode mode) throws IOException {
      return new TimedUpload(store.upload(key, mode));
    }

    @Override
    public boolean put(String key, ByteBuffer data, PutMode mode) throws IOException {
      return time("write", () -> store.put(key, data, mode));
    }

    @Override
    public InputStream read(String key, long offset, long length) throws IOException {
      return time("read", () -> store.read(key, offset, length));
    }

    @Override
    public Optional<ObjectInfo> stat(String key) throws IOException {
      return time("stat", () -> store.stat(key));
    }

    @Override
    public boolean delete(String key) throws IOException {
      return time("delete", () -> store.delete(key));
    }

    @Override
    public List<ObjectInfo> list(String prefix, @Nullable String after, int limit)
        throws IOException {
      return time("list", () -> store.list(prefix, after, limit));
    }

    @Override
    public Optional<URI> presignRead(String key, Duration life) throws IOException {
      return store.presignRead(key, life);
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

  private final class TimedUpload implements ObjectStore.Upload {
    private final ObjectStore.Upload upload;

    TimedUpload(ObjectStore.Upload upload) {
      this.upload = upload;
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
      upload.write(data);
    }

    @Override
    public boolean commit() throws IOException {
      return time("write", upload::commit);
    }

    @Override
    public void close() throws IOException {
      upload.close();
    }
  }
}
