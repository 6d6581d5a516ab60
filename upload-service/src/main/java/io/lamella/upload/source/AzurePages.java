package io.lamella.upload.source;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.rest.PagedResponse;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobItemProperties;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.lamella.content.bucket.BucketException;
import io.lamella.content.bucket.BucketKind;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Objects of Azure Blob Storage, through Microsoft's client. */
final class AzurePages implements ObjectPages {
  /** The first whose listings begin at a name. */
  private static final BlobServiceVersion VERSION = BlobServiceVersion.V2026_02_06;

  /** What an account whose folders are real says of one. */
  private static final String FOLDER = "hdi_isfolder";

  private final BlobServiceClient client;
  private final Duration patience;

  private AzurePages(BlobServiceClient client, Duration patience) {
    this.client = client;
    this.patience = patience;
  }

  static AzurePages open(Map<String, String> environment, Duration patience) {
    Map<String, String> access = BucketKind.AZURE.access(environment);
    String endpoint = access.get("endpoint");
    if (endpoint == null) {
      throw new IllegalArgumentException(
          "set AZURE_STORAGE_ACCOUNT, or AZURE_STORAGE_ENDPOINT, of the server");
    }
    ObjectPages.server(endpoint, "AZURE_STORAGE_ENDPOINT");
    BlobServiceClientBuilder builder =
        new BlobServiceClientBuilder()
            .endpoint(endpoint)
            .serviceVersion(VERSION)
            .httpClient(
                new JdkHttpClientBuilder()
                    .connectionTimeout(patience)
                    .responseTimeout(patience)
                    .readTimeout(patience)
                    .build())
            .retryOptions(
                new RequestRetryOptions(
                    RetryPolicyType.FIXED, 1, patience, (Duration) null, null, null));
    String account = access.get("account_name");
    String key = access.get("account_key");
    String token = access.get("sas_token");
    if (account != null && key != null) {
      builder.credential(new StorageSharedKeyCredential(account, key));
    } else if (token != null) {
      builder.sasToken(token);
    }
    return new AzurePages(builder.buildClient(), patience);
  }

  @Override
  public Page first(String bucket, String prefix, @Nullable String after)
      throws BucketException, InterruptedIOException {
    return page(bucket, options(prefix).setStartFrom(after), null).behind(after);
  }

  @Override
  public Page next(String bucket, String prefix, String next)
      throws BucketException, InterruptedIOException {
    return page(bucket, options(prefix), next);
  }

  private static ListBlobsOptions options(String prefix) {
    return new ListBlobsOptions()
        .setPrefix(prefix)
        .setMaxResultsPerPage(LIMIT)
        .setDetails(new BlobListDetails().setRetrieveMetadata(true));
  }

  private Page page(String bucket, ListBlobsOptions options, @Nullable String marker)
      throws BucketException, InterruptedIOException {
    try {
      PagedResponse<BlobItem> answer =
          client
              .getBlobContainerClient(bucket)
              .listBlobs(options, marker, patience)
              .iterableByPage()
              .iterator()
              .next();
      List<Stored> objects =
          answer.getValue().stream().filter(AzurePages::isObject).map(AzurePages::stored).toList();
      return new Page(objects, answer.getContinuationToken());
    } catch (BlobStorageException e) {
      throw ObjectPages.failure(BucketKind.AZURE, bucket, e.getStatusCode());
    } catch (RuntimeException e) {
      throw failure(bucket, e);
    }
  }

  private static boolean isObject(BlobItem item) {
    Map<String, String> metadata = item.getMetadata();
    return metadata == null || !"true".equals(metadata.get(FOLDER));
  }

  private static Stored stored(BlobItem item) {
    BlobItemProperties known = item.getProperties();
    Long size = known.getContentLength();
    OffsetDateTime modified = known.getLastModified();
    return new Stored(
        item.getName(),
        size == null ? -1 : size,
        quoted(known.getETag()),
        modified == null ? null : modified.toInstant());
  }

  /** Listings tell it without the quotes that it has in a header. */
  private static @Nullable String quoted(@Nullable String etag) {
    return etag == null || etag.startsWith("\"") ? etag : '"' + etag + '"';
  }

  /** The client wraps what went wrong in exceptions of its own. */
  private BucketException failure(String bucket, RuntimeException e) throws InterruptedIOException {
    List<Throwable> causes =
        Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause).limit(9).toList();
    if (causes.stream().anyMatch(InterruptedException.class::isInstance)) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    boolean late =
        causes.stream()
            .anyMatch(c -> c instanceof TimeoutException || c instanceof HttpTimeoutException);
    return late ? BucketException.silent(bucket, patience) : BucketException.broken(bucket);
  }

  /** The client keeps connections of the JDK only, which end by themselves. */
  @Override
  public void close() {}
}
