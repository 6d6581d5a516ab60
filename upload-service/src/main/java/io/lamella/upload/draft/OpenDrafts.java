package io.lamella.upload.draft;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.error.Problem;
import io.lamella.contracts.rest.OpenDraft;
import io.lamella.contracts.rest.VersionView;
import io.lamella.kit.event.EventJson;
import io.lamella.upload.UploadConfig;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The open drafts of datasets, which metadata-service knows: the one question that this service
 * asks another one, and only for those who name no version.
 */
@Singleton
public class OpenDrafts {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Optional<URI> address;
  private final Duration timeout;

  /** Made when it is first wanted, since it reads the authorities of this machine. */
  private final Uni<HttpClient> client =
      Uni.createFrom()
          .item(OpenDrafts::client)
          .runSubscriptionOn(Infrastructure.getDefaultExecutor())
          .memoize()
          .indefinitely();

  @Inject
  OpenDrafts(UploadConfig config) {
    this(config.metadataUrl(), TIMEOUT);
  }

  OpenDrafts(Optional<URI> metadata, Duration timeout) {
    this.address = metadata.map(OpenDrafts::address);
    this.timeout = timeout;
  }

  private static URI address(URI metadata) {
    String scheme = String.valueOf(metadata.getScheme());
    if (metadata.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalStateException(
          "lamella.metadata-url is http://HOST or https://HOST, maybe with a port, not "
              + metadata);
    }
    return URI.create(metadata.toString().replaceAll("/+$", "") + "/v1/open-drafts");
  }

  /**
   * A ticket of the dataset's open draft, in its compact form, as the caller would get it. Fails
   * with what metadata-service refuses, or with {@code unavailable}.
   *
   * @param authorization the caller's header, if there is one
   * @throws LamellaException {@code invalid-request} where nobody said whom to ask
   */
  public CompletableFuture<String> ask(OpenDraft dataset, @Nullable String authorization) {
    URI asked =
        address.orElseThrow(
            () ->
                new LamellaException(
                    ErrorCode.INVALID_REQUEST,
                    "This service cannot find the draft of a dataset: name the version as draft, or"
                        + " show its ticket; or set lamella.metadata-url"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(asked)
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json(dataset)));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return client
        .subscribeAsCompletionStage()
        .thenCompose(made -> send(made, request.build()))
        .thenApply(OpenDrafts::ticket);
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  /** Once more where the connection ended: one that lay idle may have. To ask twice is as once. */
  private static CompletableFuture<HttpResponse<byte[]>> send(
      HttpClient client, HttpRequest request) {
    return client
        .sendAsync(request, BodyHandlers.ofByteArray())
        .exceptionallyCompose(
            failure ->
                cause(failure) instanceof HttpTimeoutException
                    ? CompletableFuture.failedFuture(failure)
                    : client.sendAsync(request, BodyHandlers.ofByteArray()))
        .exceptionally(
            failure -> {
              throw unavailable(cause(failure));
            });
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static String ticket(HttpResponse<byte[]> answer) {
    try {
      if (answer.statusCode() == 200) {
        String ticket = EventJson.MAPPER.readValue(answer.body(), VersionView.class).ticket();
        if (ticket != null) {
          return ticket;
        }
      }
      throw refused(answer);
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  /** What the caller can do something about is told as it was said. */
  private static LamellaException refused(HttpResponse<byte[]> answer) throws IOException {
    if (answer.statusCode() >= 400 && answer.statusCode() < 500) {
      Problem problem = EventJson.MAPPER.readValue(answer.body(), Problem.class);
      Optional<ErrorCode> code = ErrorCode.of(String.valueOf(problem.code()));
      if (code.isPresent()) {
        return new LamellaException(code.get(), String.valueOf(problem.detail()));
      }
    }
    return unavailable(new IOException("metadata-service answers " + answer.statusCode()));
  }

  private static LamellaException unavailable(Throwable cause) {
    return new LamellaException(
        ErrorCode.UNAVAILABLE,
        "The part of the service that finds the draft of a dataset does not answer: try again, or"
            + " name a version as draft",
        cause);
  }

  private static String json(OpenDraft dataset) {
    try {
      return EventJson.MAPPER.writeValueAsString(dataset);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("names are always JSON", e);
    }
  }
}
