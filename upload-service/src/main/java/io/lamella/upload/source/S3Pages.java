package io.lamella.upload.source;

import io.lamella.content.bucket.BucketException;
import io.lamella.content.bucket.BucketKind;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
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

/** Objects of S3 and of what speaks as it does, through Amazon's client. */
final class S3Pages implements ObjectPages {
  private final S3Client client;
  private final AwsCredentialsProvider credentials;
  private final Duration patience;

  private S3Pages(S3Client client, AwsCredentialsProvider credentials, Duration patience) {
    this.client = client;
    this.credentials = credentials;
    this.patience = patience;
  }

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
      client
          .endpointOverride(ObjectPages.server(endpoint, "AWS_ENDPOINT_URL"))
          .forcePathStyle(true);
    }
    return new S3Pages(client.build(), credentials, patience);
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

  @Override
  public Page first(String bucket, String prefix, @Nullable String after)
      throws BucketException, InterruptedIOException {
    return page(bucket, request(bucket, prefix).startAfter(after).build());
  }

  @Override
  public Page next(String bucket, String prefix, String next)
      throws BucketException, InterruptedIOException {
    return page(bucket, request(bucket, prefix).continuationToken(next).build());
  }

  private static ListObjectsV2Request.Builder request(String bucket, String prefix) {
    return ListObjectsV2Request.builder()
        .bucket(bucket)
        .prefix(prefix)
        .maxKeys(LIMIT)
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
      return new Page(
          answer.contents().stream().map(S3Pages::stored).toList(),
          more ? answer.nextContinuationToken() : null);
    } catch (AbortedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (SdkException e) {
      throw failure(bucket, e);
    }
  }

  private static Stored stored(S3Object object) {
    return new Stored(
        object.key(),
        object.size() == null ? -1 : object.size(),
        object.eTag(),
        object.lastModified());
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
    return ObjectPages.failure(BucketKind.S3, bucket, answer.statusCode());
  }

  @Override
  public void close() {
    client.close();
  }
}
