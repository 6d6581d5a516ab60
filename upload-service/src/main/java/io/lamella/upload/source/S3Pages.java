package io.lamella.upload.source;

import io.lamella.content.bucket.BucketException;
import io.lamella.content.bucket.BucketKind;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Lists objects of S3, some at a time. Each page is one request, is given up after a time, and
 * fails with a {@link BucketException}; none is asked for again. Safe for use by several threads.
 */
final class S3Pages implements AutoCloseable {
  private static final int PAGE = 1_000;

  /**
   * Some objects.
   *
   * @param next what asks for the page behind it; null: there is none
   */
  record Page(List<S3Object> objects, @Nullable String next) {}

  private final S3Client client;
  private final AwsCredentialsProvider credentials;
  private final Duration patience;

  private S3Pages(S3Client client, AwsCredentialsProvider credentials, Duration patience) {
    this.client = client;
    this.credentials = credentials;
    this.patience = patience;
  }

  /**
   * Reaches S3; nobody is asked yet.
   *
   * @param environment where its server and credentials are looked for
   * @param patience how long one page may take
   * @throws IllegalArgumentException when what should be its server's address is none
   */
  static S3Pages open(Map<String, String> environment, Duration patience) {
    Map<String, String> access = BucketKind.S3.access(environment);
    AwsCredentialsProvider credentials = credentials(access, environment.get("AWS_PROFILE"));
    S3ClientBuilder client =
        S3Client.builder()
            .region(Region.of(String.valueOf(access.get("region"))))
            .credentialsProvider(credentials)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(patience)
                    .socketTimeout(patience))
            .overrideConfiguration(
                calls ->
                    calls.apiCallTimeout(patience).retryStrategy(AwsRetryStrategy.doNotRetry()));
    String endpoint = access.get("endpoint");
    if (endpoint != null) {
      client.endpointOverride(server(endpoint)).forcePathStyle(true);
    }
    return new S3Pages(client.build(), credentials, patience);
  }

  private static URI server(String endpoint) {
    URI server = URI.create(endpoint.startsWith("http") ? endpoint : "https://" + endpoint);
    if (server.getHost() == null) {
      throw new IllegalArgumentException("no host");
    }
    return server;
  }

  private static AwsCredentialsProvider credentials(
      Map<String, String> access, @Nullable String profile) {
    String id = access.get("access_key_id");
    String secret = access.get("secret_access_key");
    String token = access.get("session_token");
    if (id != null && secret != null) {
      return StaticCredentialsProvider.create(
          token == null
              ? AwsBasicCredentials.create(id, secret)
              : AwsSessionCredentials.create(id, secret, token));
    }
    return access.containsKey("allow_anonymous")
        ? AnonymousCredentialsProvider.create()
        : DefaultCredentialsProvider.builder().profileName(profile).build();
  }

  /**
   * The first objects of those whose keys begin with a prefix.
   *
   * @param after only what comes behind this key is meant; null: all
   */
  Page first(String bucket, String prefix, @Nullable String after)
      throws BucketException, InterruptedIOException {
    return page(bucket, request(bucket, prefix).startAfter(after).build());
  }

  /** The page behind one that had a next. */
  Page next(String bucket, String prefix, String next)
      throws BucketException, InterruptedIOException {
    return page(bucket, request(bucket, prefix).continuationToken(next).build());
  }

  private static ListObjectsV2Request.Builder request(String bucket, String prefix) {
    return ListObjectsV2Request.builder()
        .bucket(bucket)
        .prefix(prefix)
        .maxKeys(PAGE)
        .encodingType(EncodingType.URL);
  }

  private Page page(String bucket, ListObjectsV2Request request)
      throws BucketException, InterruptedIOException {
    try {
      requireCredentials(bucket);
      ListObjectsV2Response answer = client.listObjectsV2(request);
      boolean more = Boolean.TRUE.equals(answer.isTruncated());
      if (more && answer.nextContinuationToken() == null) {
        throw BucketException.broken(bucket);
      }
      return new Page(answer.contents(), more ? answer.nextContinuationToken() : null);
    } catch (AbortedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (SdkException e) {
      throw failure(bucket, e);
    }
  }

  private void requireCredentials(String bucket) throws BucketException {
    try {
      credentials.resolveCredentials();
    } catch (AbortedException e) {
      throw e;
    } catch (SdkClientException e) {
      throw BucketException.unreachable(BucketKind.S3, bucket);
    }
  }

  private BucketException failure(String bucket, SdkException e) {
    if (e instanceof ApiCallTimeoutException || e.getCause() instanceof SocketTimeoutException) {
      return BucketException.silent(bucket, patience);
    }
    if (!(e instanceof AwsServiceException answer)) {
      return BucketException.broken(bucket);
    }
    return switch (answer.statusCode()) {
      case 401, 403 -> BucketException.refused(BucketKind.S3, bucket);
      case 404 -> BucketException.unreachable(BucketKind.S3, bucket);
      case 429, 503 -> BucketException.busy(bucket);
      default -> BucketException.broken(bucket);
    };
  }

  @Override
  public void close() {
    client.close();
  }
}
