package io.lamella.upload.source;

import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.StorageScopes;
import com.google.api.services.storage.model.Objects;
import com.google.api.services.storage.model.StorageObject;
import com.google.auth.Retryable;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import io.lamella.content.bucket.BucketException;
import io.lamella.content.bucket.BucketKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.math.BigInteger;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Objects of Google Cloud Storage, through Google's client of its JSON interface. */
final class GcsPages implements ObjectPages {
  private static final String FIELDS = "nextPageToken,items(name,size,etag,updated)";

  private final Map<String, String> access;
  private final Duration patience;
  private final ExecutorService calls =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "lamella-gcs");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable Storage client;

  /**
   * @param access server and credentials as {@link BucketKind#access} names them
   */
  GcsPages(Map<String, String> access, Duration patience) {
    this.access = Map.copyOf(access);
    this.patience = patience;
  }

  static GcsPages open(Map<String, String> environment, Duration patience) {
    Map<String, String> access = BucketKind.GCS.access(environment);
    String endpoint = access.get("endpoint");
    if (endpoint != null) {
      ObjectPages.server(endpoint, "STORAGE_EMULATOR_HOST");
    }
    return new GcsPages(access, patience);
  }

  @Override
  public Page first(String bucket, String prefix, @Nullable String after)
      throws BucketException, InterruptedIOException {
    return page(bucket, prefix, list -> list.setStartOffset(after)).behind(after);
  }

  @Override
  public Page next(String bucket, String prefix, String next)
      throws BucketException, InterruptedIOException {
    return page(bucket, prefix, list -> list.setPageToken(next));
  }

  private interface Place {
    Storage.Objects.List in(Storage.Objects.List list);
  }

  private Page page(String bucket, String prefix, Place place)
      throws BucketException, InterruptedIOException {
    Objects answer =
        answer(
            bucket,
            calls.submit(
                () ->
                    place
                        .in(client(bucket).objects().list(bucket))
                        .setPrefix(prefix)
                        .setMaxResults((long) LIMIT)
                        .setFields(FIELDS)
                        .execute()));
    List<StorageObject> items = answer.getItems();
    return new Page(
        items == null ? List.of() : items.stream().map(GcsPages::stored).toList(),
        answer.getNextPageToken());
  }

  private static Stored stored(StorageObject object) {
    BigInteger size = object.getSize();
    return new Stored(
        object.getName(),
        size == null ? -1 : size.longValueExact(),
        object.getEtag(),
        object.getUpdated() == null ? null : Instant.ofEpochMilli(object.getUpdated().getValue()));
  }

  /** The client waits for each byte anew, so that an answer that trickles has to be left. */
  private <T> T answer(String bucket, Future<T> call)
      throws BucketException, InterruptedIOException {
    try {
      return call.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      call.cancel(true);
      throw BucketException.silent(bucket, patience);
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw failure(bucket, e.getCause());
    }
  }

  private BucketException failure(String bucket, @Nullable Throwable cause) {
    if (cause instanceof BucketException known) {
      return known;
    }
    if (cause instanceof HttpResponseException answer) {
      return ObjectPages.failure(BucketKind.GCS, bucket, answer.getStatusCode());
    }
    if (cause instanceof Retryable credentials && !credentials.isRetryable()) {
      return BucketException.refused(BucketKind.GCS, bucket);
    }
    return cause instanceof SocketTimeoutException
        ? BucketException.silent(bucket, patience)
        : BucketException.broken(bucket);
  }

  private synchronized Storage client(String bucket) throws BucketException {
    Storage made = client;
    if (made == null) {
      made = made(bucket);
      client = made;
    }
    return made;
  }

  private Storage made(String bucket) throws BucketException {
    HttpRequestInitializer credentials =
        access.containsKey("allow_anonymous")
            ? request -> {}
            : new HttpCredentialsAdapter(credentials(bucket));
    int wait = (int) patience.toMillis();
    Storage.Builder builder =
        new Storage.Builder(
            new NetHttpTransport(),
            GsonFactory.getDefaultInstance(),
            request -> {
              credentials.initialize(request);
              request.setConnectTimeout(wait).setReadTimeout(wait);
            });
    String endpoint = access.get("endpoint");
    if (endpoint != null) {
      builder.setRootUrl(endpoint.endsWith("/") ? endpoint : endpoint + "/");
    }
    return builder.setApplicationName("lamella").build();
  }

  private GoogleCredentials credentials(String bucket) throws BucketException {
    String path = access.get("credential_path");
    try {
      return found(path).createScoped(StorageScopes.DEVSTORAGE_READ_ONLY);
    } catch (IOException e) {
      throw BucketException.unreachable(BucketKind.GCS, bucket);
    }
  }

  private static GoogleCredentials found(@Nullable String path) throws IOException {
    if (path == null) {
      return GoogleCredentials.getApplicationDefault();
    }
    try (InputStream file = Files.newInputStream(Path.of(path))) {
      return GoogleCredentials.fromStream(file);
    }
  }

  @Override
  public void close() {
    calls.shutdownNow();
  }
}
