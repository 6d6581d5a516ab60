package io.lamella.sdk.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.Page;
import io.lamella.contracts.rest.ServerInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one server. Problems come as {@link LamellaException} with the server's code; a
 * server that is not there, or goes away for longer than a restart takes, as {@link
 * ServerUnavailableException}. Safe for use by several threads.
 */
public final class Connection {
  /** How long a server that went away is waited for: a restart goes unnoticed. */
  public static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final Duration ELSEWHERE = Duration.ofSeconds(30);

  private final URI server;
  private final @Nullable String token;
  private final HttpClient http;
  private @Nullable HttpClient unfollowing;
  private final DataAddresses addresses;
  private final Patience patience;
  private volatile boolean seen;

  /**
   * @param server address of the server, without a path
   * @param token bearer token; null: none
   */
  public Connection(URI server, @Nullable String token) {
    this(server, token, PATIENCE);
  }

  /**
   * @param server address of the server, without a path
   * @param token bearer token; null: none
   * @param patience how long a server that went away is waited for
   */
  public Connection(URI server, @Nullable String token, Duration patience) {
    this(server, token, Patience.of(patience));
  }

  Connection(URI server, @Nullable String token, Patience patience) {
    if (server.getScheme() == null || server.getHost() == null) {
      throw new IllegalArgumentException(
          "not the address of a server: " + server + "; write it as http://host:port");
    }
    String text = server.toString();
    this.server = text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : server;
    this.token = token;
    this.patience = patience;
    this.http = client(HttpClient.Redirect.NORMAL);
    this.addresses = new DataAddresses(this.server, this::named);
  }

  private static HttpClient client(HttpClient.Redirect redirects) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .followRedirects(redirects)
        .sslContext(new LateTls())
        .build();
  }

  public URI server() {
    return server;
  }

  /** Sends {@code call} and reads the answer as {@code type}. */
  public <T> T json(Call call, Class<T> type) {
    return json(call, Json.MAPPER.constructType(type));
  }

  /** Sends {@code call} and reads the answer as a list. */
  public <T> List<T> list(Call call, Class<T> item) {
    return json(call, Json.MAPPER.getTypeFactory().constructCollectionType(List.class, item));
  }

  /** Sends {@code call} and reads the answer as a page of a listing. */
  public <T> Page<T> page(Call call, Class<T> item) {
    return json(call, Json.MAPPER.getTypeFactory().constructParametricType(Page.class, item));
  }

  private <T> T json(Call call, JavaType type) {
    byte[] body =
        send(call.header("Accept", "application/json"), BodyHandlers.ofByteArray()).body();
    try {
      return Json.MAPPER.readValue(body, type);
    } catch (IOException e) {
      throw new LamellaException(
          ErrorCode.INTERNAL,
          "the answer to " + call.method() + " " + call.path() + " is not what it should be",
          e);
    }
  }

  /** Adds a JSON body to a call. */
  public static Call withJson(Call call, Object body) {
    try {
      return call.bytes("application/json", Json.MAPPER.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sends {@code call}, again where that helps; returns only answers below 400.
   *
   * @throws GoneMeanwhileException when a delete finds nothing after an attempt without an answer
   */
  public <T> Answer<T> send(Call call, BodyHandler<T> handler) {
    long start = System.nanoTime();
    long lost = 0;
    boolean unanswered = false;
    for (int attempt = 0; ; attempt++) {
      URI base = addresses.of(call.plane());
      LamellaException failure;
      long asked = 0;
      try {
        HttpResponse<Body<T>> response = client(call).send(request(call, base), reading(handler));
        seen = true;
        Body<T> body = response.body();
        if (body instanceof Good<T> good) {
          return new Answer<>(response.statusCode(), response.headers(), good.value());
        }
        failure = Problems.of(response.statusCode(), ((Bad<T>) body).problem());
        if (!Patience.worthAnother(response.statusCode())) {
          boolean gone = unanswered && response.statusCode() == 404;
          throw gone && call.method().equals("DELETE")
              ? new GoneMeanwhileException(failure)
              : failure;
        }
        asked = Patience.retryAfterMillis(response.headers());
      } catch (IOException e) {
        unanswered = true;
        addresses.lost(call.plane(), base);
        failure = new ServerUnavailableException(unreachable(e), e);
      } catch (InterruptedException e) {
        throw interrupted();
      }
      long now = System.nanoTime();
      if (attempt == 0) {
        lost = now;
      }
      // A server that was there is waited for from when it was missed: a long body may have been
      // on its way for longer than that.
      long waited = now - (seen ? lost : start);
      long wait = Math.max(asked, Patience.waitMillis(attempt));
      if (waited + wait * 1_000_000 > patience.budgetNanos(seen)) {
        throw failure;
      }
      Pause.unchecked(Duration.ofMillis(wait));
    }
  }

  /**
   * Asks another server than this one, once and without the token, for a range of what an address
   * stands for.
   *
   * @param range as the header has it
   * @return the bytes; empty when it answers anything else
   * @throws IOException when it cannot be reached
   */
  public Optional<InputStream> elsewhere(URI address, String range) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(address).timeout(ELSEWHERE).header("Range", range).build();
    try {
      HttpResponse<InputStream> response = unfollowing().send(request, WindowedBody.handler());
      if (response.statusCode() == 206) {
        return Optional.of(response.body());
      }
      response.body().close();
      return Optional.empty();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private HttpClient client(Call call) {
    return call.follows() ? http : unfollowing();
  }

  private synchronized HttpClient unfollowing() {
    HttpClient made = unfollowing;
    if (made == null) {
      made = client(HttpClient.Redirect.NEVER);
      unfollowing = made;
    }
    return made;
  }

  /** Sends {@code call} once and lets it be, whatever comes of it. */
  public void tell(Call call) {
    try {
      http.send(request(call, addresses.of(call.plane())), BodyHandlers.discarding());
    } catch (IOException | LamellaException e) {
      return; // nobody waits for it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String unreachable(IOException e) {
    String message = e.getMessage();
    String why =
        message != null
            ? message
            : e instanceof ConnectException ? "connection refused" : e.getClass().getSimpleName();
    return seen
        ? "the server at " + server + " went away: " + why
        : "no server answers at " + server + ": " + why;
  }

  private HttpRequest request(Call call, URI base) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + call.path()))
            .timeout(call.timeout())
            .method(call.method(), call.body().get());
    call.headers().forEach(request::setHeader);
    if (token != null) {
      request.setHeader("Authorization", "Bearer " + token);
    }
    return request.build();
  }

  private List<URI> named(Plane plane) {
    ServerInfo info = json(Call.get("/v1/info"), ServerInfo.class);
    return plane == Plane.UPLOADS ? info.uploads() : info.caches();
  }

  private static UncheckedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new UncheckedIOException(new InterruptedIOException("interrupted"));
  }

  private static <T> BodyHandler<Body<T>> reading(BodyHandler<T> handler) {
    return info ->
        info.statusCode() < 400
            ? BodySubscribers.mapping(handler.apply(info), Good::new)
            : BodySubscribers.mapping(BodySubscribers.ofByteArray(), Bad::new);
  }

  private sealed interface Body<T> {}

  private record Good<T>(T value) implements Body<T> {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Bad<T>(byte[] problem) implements Body<T> {}
}
