package io.lamella.sdk.clearml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.sdk.server.Json;
import io.lamella.sdk.server.Pause;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Requests to a ClearML server and to where its files lie. The token goes to the API and to the
 * files' host only, also when one of them sends elsewhere. What fails for a while is asked for
 * again.
 */
final class ClearmlApi {
  private static final int ATTEMPTS = 5;
  private static final int REDIRECTS = 5;
  private static final Set<Integer> GONE = Set.of(403, 404, 410);
  private static final int UNAUTHORIZED = 401;

  private final URI api;
  private final URI filesHost;
  private final Credentials credentials;
  private final Duration pause;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(20))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private @Nullable String token;

  /**
   * @param pause before what failed is asked for again, the longer the more often
   */
  ClearmlApi(URI api, URI filesHost, Credentials credentials, Duration pause) {
    this.api = api;
    this.filesHost = filesHost;
    this.credentials = credentials;
    this.pause = pause;
  }

  /**
   * Calls an action, {@code tasks.get_all_ex}; the answer is its data.
   *
   * @throws LamellaException when the server refuses it or is not there
   */
  JsonNode call(String action, Map<String, ?> body) throws IOException {
    byte[] json = Json.MAPPER.writeValueAsBytes(body);
    HttpResponse<byte[]> answer = post(action, json, "Bearer " + token());
    if (answer.statusCode() == UNAUTHORIZED) {
      token = null;
      answer = post(action, json, "Bearer " + token());
    }
    return data(action, answer);
  }

  private String token() throws IOException {
    String known = token;
    if (known == null) {
      JsonNode data =
          data("auth.login", post("auth.login", "{}".getBytes(StandardCharsets.UTF_8), basic()));
      known = data.path("token").asText();
      token = known;
    }
    return known;
  }

  private String basic() {
    return credentials.basic();
  }

  private HttpResponse<byte[]> post(String action, byte[] json, String authorization)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(text(api) + "/" + action))
            .timeout(Duration.ofMinutes(2))
            .header("Content-Type", "application/json")
            .header("Authorization", authorization)
            .POST(BodyPublishers.ofByteArray(json))
            .build();
    return send(request, BodyHandlers.ofByteArray());
  }

  private static String text(URI address) {
    return address.toString().replaceAll("/+$", "");
  }

  private static JsonNode data(String action, HttpResponse<byte[]> answer) {
    JsonNode json;
    try {
      json = Json.MAPPER.readTree(answer.body());
    } catch (JsonProcessingException e) {
      json = Json.MAPPER.missingNode();
    } catch (IOException e) {
      throw new IllegalStateException("bytes can be read", e);
    }
    if (answer.statusCode() != 200 || !json.has("data")) {
      String why = json.path("meta").path("result_msg").asText("HTTP " + answer.statusCode());
      throw new LamellaException(
          answer.statusCode() == UNAUTHORIZED
              ? ErrorCode.UNAUTHENTICATED
              : answer.statusCode() == 403 ? ErrorCode.FORBIDDEN : ErrorCode.BAD_GATEWAY,
          "ClearML does not answer " + action + ": " + why);
    }
    return json.path("data");
  }

  /**
   * Fetches a file; from its beginning again when it is cut off.
   *
   * @throws MissingArtifactException when it is not there, or not for us
   */
  void fetch(URI address, Path to) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        fetchOnce(address, to);
        return;
      } catch (MissingArtifactException | FileSystemException | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw unavailable(address, String.valueOf(e.getMessage()));
        }
        pause(attempt);
      }
    }
  }

  private void fetchOnce(URI address, Path to) throws IOException {
    URI at = address;
    for (int hop = 0; hop <= REDIRECTS; hop++) {
      HttpResponse<InputStream> answer = get(at);
      if (answer.statusCode() == UNAUTHORIZED && isTrusted(at)) {
        answer.body().close();
        token = null;
        answer = get(at);
      }
      try (InputStream body = answer.body()) {
        if (answer.statusCode() == 200) {
          Files.copy(body, to, StandardCopyOption.REPLACE_EXISTING);
          return;
        }
        String next = answer.headers().firstValue("Location").orElse(null);
        if (answer.statusCode() / 100 != 3 || next == null) {
          throw refused(address, answer.statusCode());
        }
        at = at.resolve(next);
      }
    }
    throw new MissingArtifactException(address + " leads in circles");
  }

  private static IOException refused(URI address, int status) {
    return GONE.contains(status) || status == UNAUTHORIZED
        ? new MissingArtifactException(address + " answers " + status)
        : new IOException(address + " answers " + status);
  }

  private HttpResponse<InputStream> get(URI at) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(at).GET();
    if (isTrusted(at)) {
      request.header("Authorization", "Bearer " + token());
    }
    return send(request.build(), BodyHandlers.ofInputStream());
  }

  private boolean isTrusted(URI at) {
    return isSameHost(at, filesHost) || isSameHost(at, api);
  }

  private static boolean isSameHost(URI one, URI other) {
    return other.getScheme().equalsIgnoreCase(one.getScheme())
        && other.getHost().equalsIgnoreCase(one.getHost())
        && port(one) == port(other);
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0
        ? uri.getPort()
        : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException {
    String why = "";
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      if (attempt > 1) {
        pause(attempt - 1);
      }
      try {
        HttpResponse<T> answer = http.send(request, handler);
        if (answer.statusCode() < 500 && answer.statusCode() != 429) {
          return answer;
        }
        why = "HTTP " + answer.statusCode();
        if (answer.body() instanceof InputStream body) {
          body.close();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      } catch (IOException e) {
        why = String.valueOf(e.getMessage() == null ? e : e.getMessage());
      }
    }
    throw unavailable(request.uri(), why);
  }

  private void pause(int failures) throws InterruptedIOException {
    Pause.of(pause.multipliedBy(1L << (failures - 1)));
  }

  private static LamellaException unavailable(URI address, String why) {
    return new LamellaException(
        ErrorCode.UNAVAILABLE,
        address.getScheme()
            + "://"
            + address.getAuthority()
            + " does not answer: "
            + why
            + "; what came is kept, the same command goes on");
  }
}
