package io.lamella.metadata.webhook;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Posts events. The address that a name stands for is looked at before, and is the one that is
 * connected to; redirects are answers like any other.
 */
@ApplicationScoped
class Sender {
  private static final int CONNECTIONS = 256;

  private final Vertx vertx;
  private final HttpClient http;
  private final Reach reach;
  private final Duration timeout;

  @Inject
  Sender(Vertx vertx, Reach reach, WebhookConfig config) {
    this.vertx = vertx;
    this.reach = reach;
    this.timeout = config.timeout();
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(false)
                .setConnectTimeout(Math.toIntExact(timeout.toMillis())),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  void stop(@Observes ShutdownEvent event) {
    http.close();
  }

  /**
   * How it went.
   *
   * @param code status code of the answer; null: there was none
   * @param error what is wrong; null: nothing
   */
  record Outcome(@Nullable Integer code, @Nullable String error) {
    static Outcome of(int code) {
      return new Outcome(code, code >= 200 && code < 300 ? null : "answered " + code);
    }

    static Outcome none(String why) {
      return new Outcome(null, why);
    }
  }

  /** Sends a body once, signed; whatever is wrong is an outcome. */
  Uni<Outcome> send(Webhook hook, UUID delivery, String body) {
    URI url = URI.create(hook.url());
    return Uni.createFrom()
        .item(() -> resolve(url.getHost()))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .chain(
            address ->
                Uni.createFrom()
                    .completionStage(
                        () -> post(hook, url, address, delivery, body).toCompletionStage()))
        .map(Outcome::of)
        .ifNoItem()
        .after(timeout.plusSeconds(1))
        .recoverWithItem(() -> Outcome.none(noAnswer()))
        .onFailure()
        .recoverWithItem(failure -> Outcome.none(reason(failure)));
  }

  private InetAddress resolve(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host))
          .filter(reach::covers)
          .findFirst()
          .orElseThrow(
              () -> new UnreachableException(host + " lies in no network that is allowed"));
    } catch (UnknownHostException e) {
      throw new UnreachableException("no address is known of " + host);
    }
  }

  private Future<Integer> post(
      Webhook hook, URI url, InetAddress address, UUID delivery, String body) {
    boolean tls = url.getScheme().equals("https");
    int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
    long now = Instant.now().getEpochSecond();
    String id = delivery.toString();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setSsl(tls)
            .setHost(url.getHost())
            .setPort(port)
            .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
            .setURI(target(url))
            .setFollowRedirects(false)
            .putHeader("Content-Type", "application/cloudevents+json; charset=utf-8")
            .putHeader("User-Agent", "lamella")
            .putHeader("webhook-id", id)
            .putHeader("webhook-timestamp", Long.toString(now))
            .putHeader("webhook-signature", Secrets.sign(hook.secret(), id, now, body));
    return http.request(options).compose(request -> exchange(request, body));
  }

  private Future<Integer> exchange(HttpClientRequest request, String body) {
    Promise<Integer> code = Promise.promise();
    long timer =
        vertx.setTimer(
            timeout.toMillis(),
            late -> {
              code.tryFail(new UnreachableException(noAnswer()));
              request.connection().close();
            });
    request
        .send(Buffer.buffer(body))
        .onFailure(
            failure -> {
              vertx.cancelTimer(timer);
              code.tryFail(failure);
            })
        .onSuccess(answer -> finish(answer, timer, code));
    return code.future();
  }

  /** What the answer says is not read, but its end is waited for as long as for the answer. */
  private void finish(HttpClientResponse answer, long timer, Promise<Integer> code) {
    answer.exceptionHandler(cut -> vertx.cancelTimer(timer));
    answer.endHandler(end -> vertx.cancelTimer(timer));
    answer.resume();
    code.tryComplete(answer.statusCode());
  }

  private String noAnswer() {
    return "no answer within " + timeout.toSeconds() + " s";
  }

  private static String target(URI url) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  /** Nothing was sent, or nothing came back. */
  private static final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreachableException(String message) {
      super(message);
    }
  }
}
