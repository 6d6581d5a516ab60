package io.lamella.upload.source;

import io.lamella.content.bucket.BucketException;
import io.lamella.content.bucket.BucketKind;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists objects of buckets, some at a time and in the order of their keys. Each page is one
 * request, is given up after a time, and fails with a {@link BucketException}; none is asked for
 * again. Safe for use by several threads.
 */
interface ObjectPages extends AutoCloseable {
  /** Objects that a page has at most. */
  int LIMIT = 1_000;

  /**
   * An object as a listing tells it.
   *
   * @param size bytes; -1 where it is not told
   * @param etag quotes and all, as whoever opens the object is told it
   */
  record Stored(String key, long size, @Nullable String etag, @Nullable Instant modified) {}

  /**
   * Some objects.
   *
   * @param next what asks for the page behind it; null: there is none
   */
  record Page(List<Stored> objects, @Nullable String next) {
    /** The same without its first object, where that has this key: servers begin at a name. */
    Page behind(@Nullable String key) {
      return !objects.isEmpty() && objects.get(0).key().equals(key)
          ? new Page(objects.subList(1, objects.size()), next)
          : this;
    }
  }

  /**
   * Reaches buckets of a kind; nobody is asked yet.
   *
   * @param environment where their server and credentials are looked for
   * @param patience how long one page may take
   * @throws IllegalArgumentException when their server cannot be named; the message says what to
   *     set
   */
  static ObjectPages open(BucketKind kind, Map<String, String> environment, Duration patience) {
    return switch (kind) {
      case S3 -> S3Pages.open(environment, patience);
      case GCS -> GcsPages.open(environment, patience);
      case AZURE -> AzurePages.open(environment, patience);
    };
  }

  /**
   * The first objects of those whose keys begin with a prefix.
   *
   * @param after only what comes behind this key is meant; null: all
   */
  Page first(String bucket, String prefix, @Nullable String after)
      throws BucketException, InterruptedIOException;

  /** The page behind one that had a next. */
  Page next(String bucket, String prefix, String next)
      throws BucketException, InterruptedIOException;

  @Override
  void close();

  /** The address that a variable gives a server. */
  static URI server(String address, String variable) {
    String whole = address.contains("://") ? address : "https://" + address;
    try {
      URI server = URI.create(whole);
      if (server.getHost() != null) {
        return server;
      }
    } catch (IllegalArgumentException e) {
      // The same as one without a host.
    }
    throw new IllegalArgumentException(
        variable + " of the server is no address; write https://HOST:PORT");
  }

  /** What the status of an answer says that is none of success. */
  static BucketException failure(BucketKind kind, String bucket, int status) {
    return switch (status) {
      case 401, 403 -> BucketException.refused(kind, bucket);
      case 404 -> BucketException.unreachable(kind, bucket);
      case 429, 503 -> BucketException.busy(bucket);
      default -> BucketException.broken(bucket);
    };
  }
}
