package io.lamella.content.store;

import io.lamella.content.bucket.Bucket;
import io.lamella.content.bucket.BucketKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Opens stores by their URI and keeps one of each. Safe for use by several threads. */
public final class ObjectStores implements AutoCloseable {
  /** How long one answer of a bucket may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Where the server and the credentials of a store are looked for. */
  @FunctionalInterface
  public interface Access {
    /** The variables of a store, as the tools of its cloud name them. */
    Map<String, String> variables(URI store);
  }

  private final Map<Path, ObjectStore> folders = new HashMap<>();
  private final Map<URI, ObjectStore> buckets = new HashMap<>();
  private final Access access;

  /** Stores whose servers and credentials are in the environment of this process. */
  public ObjectStores() {
    this(store -> System.getenv());
  }

  public ObjectStores(Access access) {
    this.access = access;
  }

  /**
   * The store at {@code uri}: {@code file:///a/folder}, which is made when it is missing and
   * something is written, or {@code s3://bucket/prefix}, and so {@code gs:} and {@code azblob:},
   * whose bucket is there.
   *
   * @throws IllegalArgumentException for a scheme that is not supported, naming those that are
   */
  public synchronized ObjectStore open(URI uri) throws IOException {
    Optional<BucketKind> kind = kind(uri);
    if (kind.isPresent() && isBucket(uri)) {
      return bucket(kind.get(), URI.create(uri.toString().replaceAll("/+$", "")));
    }
    if ("file".equals(uri.getScheme()) && !uri.isOpaque()) {
      return folders.computeIfAbsent(Path.of(uri).normalize(), FileObjectStore::new);
    }
    throw new IllegalArgumentException(
        (uri.getRawUserInfo() == null
                ? "no store: " + uri
                : "an address of a store has no credentials in it")
            + "; supported: file:///a/folder, s3://bucket/prefix, gs://bucket/prefix,"
            + " azblob://container/prefix");
  }

  private static Optional<BucketKind> kind(URI uri) {
    return Optional.ofNullable(uri.getScheme()).flatMap(BucketKind::of);
  }

  private static boolean isBucket(URI uri) {
    return uri.getRawAuthority() != null
        && uri.getRawAuthority().indexOf('@') < 0
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null
        && isPrefix(uri.getPath());
  }

  private static boolean isPrefix(String path) {
    String prefix = path.replaceAll("^/|/+$", "");
    return prefix.isEmpty() || ObjectKey.isKey(prefix);
  }

  private ObjectStore bucket(BucketKind kind, URI uri) throws IOException {
    ObjectStore store = buckets.get(uri);
    if (store == null) {
      String path = uri.getPath();
      store =
          new BucketStore(
              Bucket.open(kind, uri.getRawAuthority(), access.variables(uri), PATIENCE),
              path.isEmpty() ? "" : path.substring(1) + "/");
      buckets.put(uri, store);
    }
    return store;
  }

  @Override
  public synchronized void close() {
    folders.values().forEach(ObjectStore::close);
    buckets.values().forEach(ObjectStore::close);
    folders.clear();
    buckets.clear();
  }
}
