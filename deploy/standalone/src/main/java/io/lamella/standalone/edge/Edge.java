package io.lamella.standalone.edge;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.loopback.LoopbackGuard;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The proxy: routes by prefix, passes the raw target and all headers that are not hop-by-hop, and
 * streams bodies both ways at the pace of the slower side. It buffers nothing and knows nobody: who
 * asks is for the services to check.
 */
public final class Edge extends AbstractVerticle {
  private static final int LONGEST_TARGET = 64 * 1024;
  private static final int LARGEST_HEAD = 128 * 1024;

  private final Listen listen;
  private final Routes routes;

  private Edge(Listen listen, Routes routes) {
    this.listen = listen;
    this.routes = routes;
  }

  /**
   * Where the edge listens.
   *
   * @param host address to bind
   * @param port port to bind
   * @param guarded whether only requests to a loopback name, and from no foreign page, are answered
   * @param idle a connection on which nothing moves for so long is closed
   */
  public record Listen(String host, int port, boolean guarded, Duration idle) {}

  /** Serves on every event loop of {@code vertx}; completes when the port is bound. */
  public static Future<String> serve(Vertx vertx, Listen listen, Routes routes) {
    int loops = Runtime.getRuntime().availableProcessors();
    return vertx.deployVerticle(
        () -> new Edge(listen, routes), new DeploymentOptions().setInstances(loops));
  }

  @Override
  public void start(Promise<Void> started) {
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(5_000)
                .setKeepAliveTimeout(20)
                .setMaxHeaderSize(LARGEST_HEAD)
                .setMaxInitialLineLength(LONGEST_TARGET),
            new PoolOptions().setHttp1MaxSize(1024));
    HttpServer server =
        vertx.createHttpServer(
            new HttpServerOptions()
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.toIntExact(listen.idle().toMillis()))
                .setHandle100ContinueAutomatically(false)
                .setHttp2ClearTextEnabled(false)
                .setMaxHeaderSize(LARGEST_HEAD)
                .setMaxInitialLineLength(LONGEST_TARGET));
    server
        .requestHandler(request -> handle(request, client))
        .listen(listen.port(), listen.host())
        .<Void>mapEmpty()
        .onComplete(started);
  }

  private void handle(HttpServerRequest request, HttpClient client) {
    Exchange exchange = new Exchange(vertx, request);
    Optional<String> refusal =
        listen.guarded()
            ? LoopbackGuard.refusal(request.getHeader("host"), request.getHeader("origin"))
            : Optional.empty();
    if (refusal.isPresent()) {
      exchange.refuse(ErrorCode.FORBIDDEN, refusal.get());
    } else if (!request.uri().startsWith("/")) {
      exchange.refuse(ErrorCode.INVALID_REQUEST, "The request's target is not a path");
    } else {
      exchange.forward(client, routes.targets(request.uri()));
    }
  }
}
