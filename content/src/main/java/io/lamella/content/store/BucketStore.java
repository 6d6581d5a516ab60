package io.lamella.content.store;

import io.lamella.content.bucket.Bucket;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Objects in a bucket, all of them beneath one prefix of its keys. An object is sent as a whole, in
 * one request that says whether it may replace another, so that the bucket decides between writers;
 * what comes in pieces waits for that in a file without a name.
 *
 * <p>A listing holds what lies in the folder that its prefix names: for who looks after a store,
 * not for its work.
 */
final class BucketStore implements ObjectStore {
  /** Objects that are sent at once; each is in memory twice meanwhile. */
  private static final int SENDING = 4;

  private final Bucket bucket;
  private final String prefix;
  private final Semaphore sending = new Semaphore(SENDING);
  private final Pace pace = new Pace();

  /**
   * @param prefix empty, or with a slash at its end
   */
  BucketStore(Bucket bucket, String prefix) {
    this.bucket = bucket;
    this.prefix = prefix;
  }

  private String name(String key) {
    return prefix + ObjectKey.check(key);
  }

  @Override
  public Upload upload(String key, PutMode mode) throws IOException {
    return new BucketUpload(name(key), (name, content) -> send(name, content, mode));
  }

  @Override
  public boolean put(String key, ByteBuffer data, PutMode mode) throws IOException {
    byte[] content = new byte[data.remaining()];
    data.get(content);
    return send(name(key), content, mode);
  }

  /** Answers false when there is an object of this name, which may not be replaced. */
  private boolean send(String name, byte[] content, PutMode mode) throws IOException {
    sending.acquireUninterruptibly();
    try {
      return pace.call(() -> write(name, content, mode));
    } finally {
      sending.release();
    }
  }

  private boolean write(String name, byte[] content, PutMode mode) throws IOException {
    if (mode == PutMode.IF_ABSENT) {
      return bucket.create(name, content);
    }
    bucket.write(name, content);
    return true;
  }

  @Override
  public InputStream read(String key, long offset, long length) throws IOException {
    String name = name(key);
    if (offset < 0 || length < 0 || offset > Long.MAX_VALUE - length) {
      throw new EOFException("no " + length + " bytes from " + offset + " in " + key);
    }
    if (length == 0) {
      return InputStream.nullInputStream();
    }
    return pace.call(() -> bucket.open(name, offset, length))
        .orElseThrow(() -> new NoSuchObjectException(key));
  }

  @Override
  public Optional<ObjectInfo> stat(String key) throws IOException {
    String name = name(key);
    return pace.call(() -> bucket.stat(name)).map(found -> info(key, found));
  }

  private static ObjectInfo info(String key, Bucket.Found found) {
    return new ObjectInfo(key, found.size(), found.modified());
  }

  @Override
  public boolean delete(String key) throws IOException {
    String name = name(key);
    return pace.call(
        () -> {
          boolean there = bucket.stat(name).isPresent();
          if (there) {
            bucket.delete(name);
          }
          return there;
        });
  }

  @Override
  public List<ObjectInfo> list(String prefix, @Nullable String after, int limit)
      throws IOException {
    String folder = prefix.substring(0, prefix.lastIndexOf('/') + 1);
    return pace.call(() -> bucket.list(this.prefix + folder)).stream()
        .map(found -> info(found.key().substring(this.prefix.length()), found))
        .filter(found -> found.key().startsWith(prefix))
        .filter(found -> after == null || found.key().compareTo(after) > 0)
        .sorted(Comparator.comparing(ObjectInfo::key))
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<URI> presignRead(String key, Duration life) throws IOException {
    return bucket.presignRead(name(key), life);
  }

  @Override
  public void close() {
    bucket.close();
  }
}
