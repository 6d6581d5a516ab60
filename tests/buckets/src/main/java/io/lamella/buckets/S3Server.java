package io.lamella.buckets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * An S3 server on a port of its own, whose buckets are in memory; it checks signatures. What is
 * done here reaches the buckets past the server.
 */
public final class S3Server implements AutoCloseable {
  private static final String KEY = "test-key";
  private static final String SECRET = "test-secret";
  private static final int THREADS = 1_000;

  private final BlobStore store = new TransientNio2BlobStore();
  private final S3Proxy server;
  private final AtomicInteger listings = new AtomicInteger();
  private volatile int failing = -1;
  private volatile Duration pause = Duration.ZERO;

  /**
   * @param buckets that are there from the start
   */
  public S3Server(String... buckets) {
    this(Duration.ZERO, buckets);
  }

  /**
   * A server that is far away.
   *
   * @param latency what each object that is asked for takes before its first byte comes
   * @param buckets that are there from the start
   */
  public S3Server(Duration latency, String... buckets) {
    server =
        S3Proxy.builder()
            .blobStore(new Pages(latency.isZero() ? store : new Distant(store, latency)))
            .endpoint(URI.create("http://127.0.0.1:0"))
            .jettyMaxThreads(THREADS)
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, SECRET)
            .build();
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("no S3 server", e);
    }
    for (String bucket : buckets) {
      store.createContainer(bucket);
    }
  }

  /** Buckets whose objects take their time. */
  private static final class Distant extends ForwardingBlobStore {
    private final Duration latency;

    Distant(BlobStore store, Duration latency) {
      super(store);
      this.latency = latency;
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
      LockSupport.parkNanos(latency.toNanos());
      return super.getBlob(request);
    }
  }

  /** Buckets whose objects come in the order of the bytes of their keys, as S3 has them. */
  private final class Pages extends ForwardingBlobStore {
    private static final Comparator<String> ORDER =
        (one, other) -> Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));

    Pages(BlobStore store) {
      super(store);
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
      int number = listings.incrementAndGet();
      LockSupport.parkNanos(pause.toNanos());
      if (number == failing) {
        throw S3Exceptions.fromStatusCode(503);
      }
      return request.delimiter() == null ? page(request) : super.list(request);
    }

    private ListObjectsV2Response page(ListObjectsV2Request request) {
      String token = request.continuationToken();
      String after =
          token == null
              ? request.startAfter()
              : new String(Base64.getDecoder().decode(token), UTF_8);
      ListObjectsV2Request whole =
          ListObjectsV2Request.builder()
              .bucket(request.bucket())
              .prefix(request.prefix())
              .maxKeys(Integer.MAX_VALUE)
              .build();
      List<S3Object> rest =
          super.list(whole).contents().stream()
              .filter(object -> after == null || ORDER.compare(object.key(), after) > 0)
              .sorted(Comparator.comparing(S3Object::key, ORDER))
              .toList();
      List<S3Object> page = rest.subList(0, Math.min(request.maxKeys(), rest.size()));
      boolean more = page.size() < rest.size() && !page.isEmpty();
      return ListObjectsV2Response.builder()
          .contents(page)
          .isTruncated(more)
          .nextContinuationToken(more ? token(page.get(page.size() - 1)) : null)
          .build();
    }

    private static String token(S3Object last) {
      return Base64.getEncoder().encodeToString(last.key().getBytes(UTF_8));
    }
  }

  /** So many pages of listings were asked for. */
  public int listings() {
    return listings.get();
  }

  /** Answers one of the next pages of listings with 503: of number 1 the very next. */
  public void failListing(int number) {
    failing = listings.get() + number;
  }

  /** What each page of a listing takes from now on. */
  public void pauseListings(Duration pause) {
    this.pause = pause;
  }

  /** Variables by which clients find the server and may enter. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL",
        "http://127.0.0.1:" + server.getPort(),
        "AWS_REGION",
        "us-east-1",
        "AWS_ACCESS_KEY_ID",
        KEY,
        "AWS_SECRET_ACCESS_KEY",
        SECRET);
  }

  /** Puts an object there, in place of what was. */
  public void put(String bucket, String key, String content) {
    put(bucket, key, content.getBytes(UTF_8));
  }

  /** Puts an object there, in place of what was. */
  public void put(String bucket, String key, byte[] content) {
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .contentLength((long) content.length)
            .build();
    store.putBlob(request, new ByteArrayInputStream(content));
  }

  /** What lies there. */
  public byte[] get(String bucket, String key) throws IOException {
    try (InputStream content = store.getBlob(bucket, key)) {
      return content.readAllBytes();
    }
  }

  /** Keys of all objects, in no order. */
  public List<String> keys(String bucket) {
    ListObjectsV2Request all =
        ListObjectsV2Request.builder().bucket(bucket).maxKeys(Integer.MAX_VALUE).build();
    return store.list(all).contents().stream().map(S3Object::key).toList();
  }

  /** Whether an object is there. */
  public boolean has(String bucket, String key) {
    return store.blobExists(bucket, key);
  }

  public void delete(String bucket, String key) {
    store.removeBlob(bucket, key);
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the S3 server does not stop", e);
    }
  }
}
