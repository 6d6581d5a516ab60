package io.lamella.content.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.opendal.AsyncOperator;
import org.apache.opendal.Entry;
import org.apache.opendal.ListOptions;
import org.apache.opendal.Metadata;
import org.apache.opendal.OpenDALException;
import org.apache.opendal.Operator;
import org.apache.opendal.OperatorOutputStream;
import org.apache.opendal.PresignedRequest;
import org.apache.opendal.WriteOptions;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one bucket, by their keys. Each call is one request, is given up after a time, and
 * fails with a {@link BucketException}; none is made again. Safe for use by several threads.
 */
public final class Bucket implements AutoCloseable {
  /** Bytes that one request of {@link #open(Found)} asks for. */
  public static final int RANGE = 4 << 20;

  /** Bytes a second that a connection takes at least. */
  private static final int SLOWEST = 256 << 10;

  /**
   * An object as its bucket knows it.
   *
   * @param size bytes
   * @param etag quotes and all, where the bucket tells one
   */
  public record Found(String key, long size, @Nullable String etag, Instant modified) {}

  private static final Pattern WRITABLE_IN_GCS = Pattern.compile("[A-Za-z0-9/_.!~*'()-]*");

  /** Each thread is one that a caller waits for, or one that nobody waits for any more. */
  private static final ExecutorService ASKING =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "bucket-ask");
            thread.setDaemon(true);
            return thread;
          });

  private final String name;
  private final BucketKind kind;
  private final Duration patience;
  private final AsyncOperator operator;
  private final Operator blocking;

  private Bucket(BucketKind kind, String name, Duration patience, AsyncOperator operator) {
    this.kind = kind;
    this.name = name;
    this.patience = patience;
    this.operator = operator;
    this.blocking = operator.blocking();
  }

  /**
   * Reaches a bucket; nobody is asked yet.
   *
   * @param environment where its server and credentials are looked for
   * @param patience how long one answer may take
   */
  public static Bucket open(
      BucketKind kind, String name, Map<String, String> environment, Duration patience)
      throws BucketException {
    try {
      return new Bucket(
          kind, name, patience, AsyncOperator.of(service(kind), kind.settings(name, environment)));
    } catch (OpenDALException e) {
      throw new BucketException(
          "the bucket " + name + " cannot be reached: set " + kind.credentials(), false);
    }
  }

  private static String service(BucketKind kind) {
    return kind == BucketKind.GCS ? "gcs" : kind.scheme();
  }

  /** What is known of an object, if it is there. */
  public Optional<Found> stat(String key) throws BucketException, InterruptedIOException {
    Metadata found = await(asked(() -> blocking.stat(key)), true);
    return found == null || !found.isFile() ? Optional.empty() : Optional.of(found(key, found));
  }

  /**
   * A range of an object.
   *
   * @param length bytes
   * @return so many, or fewer where the object ends before; empty when it is not there
   */
  public Optional<byte[]> read(String key, long offset, int length)
      throws BucketException, InterruptedIOException {
    return Optional.ofNullable(await(asked(() -> blocking.read(key, offset, length)), true));
  }

  /**
   * The bytes of a range, of which each part is asked for when the one before is used up; memory:
   * one part. The first is here when this returns. Ends with an exception where the object does
   * before the range.
   *
   * @return empty when the object is not there
   */
  public Optional<InputStream> open(String key, long offset, long length)
      throws BucketException, InterruptedIOException {
    BucketBody body = new BucketBody(this, key, offset, offset + length);
    Optional<byte[]> first = read(key, offset, body.wanted());
    if (first.isEmpty()) {
      return Optional.empty();
    }
    body.take(first.get());
    return Optional.of(body);
  }

  /** The bytes of an object as it was found, a range at a time; memory: one range. */
  public InputStream open(Found object) {
    return open(object, 0, object.size());
  }

  /**
   * As above, of a part of the object.
   *
   * @param from first byte
   * @param length bytes
   */
  public InputStream open(Found object, long from, long length) {
    return new BucketBody(this, object.key(), from, from + length);
  }

  /**
   * Writes an object where none is.
   *
   * @return false when one is there, which stays
   */
  public boolean create(String key, byte[] content) throws BucketException, InterruptedIOException {
    requireWritable(key);
    WriteOptions options = WriteOptions.builder().ifNotExists(true).build();
    try {
      await(written(key, content, options), content.length);
      return true;
    } catch (BucketException e) {
      if (e.getCause() instanceof OpenDALException cause
          && (cause.getCode() == OpenDALException.Code.ConditionNotMatch
              || cause.getCode() == OpenDALException.Code.AlreadyExists)) {
        return false;
      }
      throw e;
    }
  }

  /** Writes an object, in place of what is there. */
  public void write(String key, byte[] content) throws BucketException, InterruptedIOException {
    requireWritable(key);
    await(written(key, content, WriteOptions.builder().build()), content.length);
  }

  private CompletableFuture<Boolean> written(String key, byte[] content, WriteOptions options) {
    return operator.write(key, content, options).thenApply(done -> true);
  }

  /**
   * An address from which anybody can read the object for a while.
   *
   * @return empty where such a bucket, or these credentials, give none, or none that does without a
   *     secret in its headers
   */
  public Optional<URI> presignRead(String key, Duration life)
      throws BucketException, InterruptedIOException {
    try {
      PresignedRequest request = await(operator.presignRead(key, life), false);
      return Optional.ofNullable(request)
          .filter(Bucket::needsNoSecret)
          .map(PresignedRequest::getUri)
          .map(URI::create);
    } catch (BucketException e) {
      if (e.getCause() instanceof OpenDALException cause
          && (cause.getCode() == OpenDALException.Code.Unsupported
              || cause.getCode() == OpenDALException.Code.ConfigInvalid)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean needsNoSecret(PresignedRequest request) {
    return request.getHeaders().keySet().stream().allMatch("host"::equalsIgnoreCase);
  }

  /** The binding writes an object of another name in these cases; reading and listing are right. */
  private void requireWritable(String key) throws BucketException {
    if (kind == BucketKind.GCS && !WRITABLE_IN_GCS.matcher(key).matches()) {
      throw new BucketException(
          "objects of "
              + kind.scheme()
              + ": cannot be written under a name with other characters than letters and digits of"
              + " ASCII and / - _ . ! ~ * ' ( ), which "
              + key
              + " has",
          false);
    }
  }

  /**
   * Begins an object that is larger than what fits into memory; it replaces what is there.
   *
   * @param part bytes of which each request carries so many
   */
  public Upload upload(String key, int part) {
    return new Upload(operator.blocking(), key, part);
  }

  /** An object on its way. For one thread. Nothing is there of one that was not committed. */
  public final class Upload implements AutoCloseable {
    private final ExecutorService worker =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, "lamella-bucket");
              thread.setDaemon(true);
              return thread;
            });
    private final Operator blocking;
    private final OperatorOutputStream out;

    Upload(Operator blocking, String key, int part) {
      this.blocking = blocking;
      this.out = blocking.createOutputStream(key, part);
    }

    /** Appends bytes. */
    public void write(byte[] bytes) throws BucketException, InterruptedIOException {
      run(() -> out.write(bytes));
    }

    /** Makes the object visible. */
    public void commit() throws BucketException, InterruptedIOException {
      run(out::close);
    }

    private void run(Work work) throws BucketException, InterruptedIOException {
      await(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  work.run();
                  return true;
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              },
              worker),
          false);
    }

    /** What was not committed is left to the bucket's rules for parts that nobody completes. */
    @Override
    public void close() {
      worker.shutdownNow();
      blocking.close();
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  /** Removes an object, if it is there. */
  public void delete(String key) throws BucketException, InterruptedIOException {
    await(operator.delete(key).thenApply(done -> true), true);
  }

  /** All objects whose keys begin with a prefix that ends with a slash, in the order of keys. */
  public List<Found> list(String prefix) throws BucketException, InterruptedIOException {
    return list(prefix, true).stream()
        .filter(entry -> entry.getMetadata().isFile())
        .map(entry -> found(entry.getPath(), entry.getMetadata()))
        .sorted((a, b) -> a.key().compareTo(b.key()))
        .toList();
  }

  /**
   * What lies right beneath a prefix.
   *
   * @param objects objects without another slash in their keys
   * @param prefixes prefixes of the others, up to and with that slash
   */
  public record Folder(List<Found> objects, List<String> prefixes) {
    public Folder {
      objects = List.copyOf(objects);
      prefixes = List.copyOf(prefixes);
    }
  }

  /** What lies right beneath a prefix that is empty or ends with a slash. */
  public Folder folder(String prefix) throws BucketException, InterruptedIOException {
    List<Found> objects = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    for (var entry : list(prefix, false)) {
      if (entry.getMetadata().isFile()) {
        objects.add(found(entry.getPath(), entry.getMetadata()));
      } else if (!entry.getPath().equals(prefix) && !entry.getPath().equals("/")) {
        prefixes.add(entry.getPath());
      }
    }
    return new Folder(objects, prefixes);
  }

  private List<Entry> list(String prefix, boolean recursive)
      throws BucketException, InterruptedIOException {
    ListOptions options = ListOptions.builder().recursive(recursive).build();
    var found = await(asked(() -> blocking.list(prefix, options)), true);
    return found == null ? List.of() : found;
  }

  private static Found found(String key, Metadata metadata) {
    Instant modified = metadata.getLastModified();
    return new Found(
        key,
        metadata.getContentLength(),
        metadata.getEtag(),
        modified == null ? Instant.now() : modified);
  }

  /**
   * Asks on a thread of its own, not by the operator that does not block: its threads never let go
   * of the answers that they made.
   */
  private static <T> CompletableFuture<T> asked(Supplier<T> call) {
    return CompletableFuture.supplyAsync(call, ASKING);
  }

  /** Waits for what was sent, as long as one waits for an answer and for so many bytes. */
  private void await(CompletableFuture<Boolean> sent, int bytes)
      throws BucketException, InterruptedIOException {
    await(sent, false, patience.plusSeconds(bytes / SLOWEST));
  }

  private <T> @Nullable T await(CompletableFuture<T> answer, boolean mayBeAbsent)
      throws BucketException, InterruptedIOException {
    return await(answer, mayBeAbsent, patience);
  }

  /** Null: it is not there, where that is an answer. */
  private <T> @Nullable T await(CompletableFuture<T> answer, boolean mayBeAbsent, Duration wait)
      throws BucketException, InterruptedIOException {
    try {
      return answer.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw BucketException.silent(name, wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UncheckedIOException) {
        throw new BucketException("the bucket " + name + " took no part of an object", true);
      }
      if (!(e.getCause() instanceof OpenDALException cause)) {
        throw new IllegalStateException(e);
      }
      if (mayBeAbsent && cause.getCode() == OpenDALException.Code.NotFound) {
        return null;
      }
      throw failure(cause);
    }
  }

  private BucketException failure(OpenDALException cause) {
    String where = "the bucket " + name;
    BucketException failure =
        switch (cause.getCode()) {
          case NotFound -> new BucketException(where + " is not there", false);
          case PermissionDenied -> BucketException.refused(kind, name);
          case ConfigInvalid -> BucketException.unreachable(kind, name);
          case ConditionNotMatch, AlreadyExists ->
              new BucketException(where + " has another object there", false);
          case Unsupported -> new BucketException(where + " cannot do that", false);
          case RateLimited -> BucketException.busy(name);
          default -> BucketException.broken(name);
        };
    failure.initCause(cause);
    return failure;
  }

  @Override
  public void close() {
    blocking.close();
    operator.close();
  }
}
