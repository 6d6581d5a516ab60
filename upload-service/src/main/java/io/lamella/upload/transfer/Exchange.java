package io.lamella.upload.transfer;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.kit.event.EventJson;
import io.lamella.kit.problem.Problems;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One request and its answer. */
public final class Exchange {
  private final RoutingContext routing;
  private final Context context;

  Exchange(RoutingContext routing) {
    this.routing = routing;
    this.context = routing.vertx().getOrCreateContext();
  }

  public RoutingContext routing() {
    return routing;
  }

  /**
   * The version that the route names.
   *
   * @throws LamellaException {@code invalid-request} when it is no UUID
   */
  public UUID version() {
    String text = routing.pathParam("version");
    return uuid(text == null ? query("draft").orElse("") : text);
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new LamellaException(
          ErrorCode.INVALID_REQUEST,
          "The version id is not a UUID: '" + text + "' (name it in the path, or as ?draft=)",
          e);
    }
  }

  /** All values of a query parameter. */
  public List<String> queries(String name) {
    return routing.queryParam(name);
  }

  /** First value of a query parameter. */
  public Optional<String> query(String name) {
    List<String> values = queries(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }

  /** Value of a request header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(routing.request().getHeader(name));
  }

  /**
   * The body as a stream for one worker thread. To be called on the event loop.
   *
   * @throws LamellaException {@code too-large} when the announced length is over the limit
   */
  public BodyPipe body(long limit, String what, Patience patience) {
    Bodies.checkLength(routing.request(), limit, what);
    return BodyPipe.of(routing.request(), context, limit, what, patience);
  }

  /**
   * The body as it arrives, without a thread that waits for it. To be called on the event loop.
   *
   * @throws LamellaException {@code too-large} when the announced length is over the limit
   */
  public BodyFeed feed(long limit, String what, Patience patience) {
    Bodies.checkLength(routing.request(), limit, what);
    return BodyFeed.of(routing.request(), context, limit, what, patience);
  }

  /** Answers with JSON; the rest of the body is dropped. */
  public void json(int status, Object body) {
    Buffer bytes;
    try {
      bytes = Buffer.buffer(EventJson.MAPPER.writeValueAsBytes(body));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      fail(e);
      return;
    }
    bytes(status, "application/json", bytes);
  }

  /** Answers without a body. */
  public void empty(int status) {
    context.runOnContext(
        nothing -> {
          Bodies.discard(routing.request());
          HttpServerResponse response = routing.response();
          if (!response.ended() && !response.closed()) {
            response.setStatusCode(status).end();
          }
        });
  }

  /** Answers with bytes. */
  public void bytes(int status, String mediaType, Buffer body) {
    context.runOnContext(
        nothing -> {
          Bodies.discard(routing.request());
          HttpServerResponse response = routing.response();
          if (!response.ended() && !response.closed()) {
            response.setStatusCode(status).putHeader("Content-Type", mediaType).end(body);
          }
        });
  }

  /**
   * Starts an answer of unknown length. Closing it says that it is complete: so it is not closed
   * when something fails.
   */
  public OutputStream stream(String mediaType) {
    routing.response().setChunked(true).putHeader("Content-Type", mediaType);
    return new ResponseSink(routing.response());
  }

  /** Handles the request anew after a while, which no thread waits for. */
  public void again(Duration after, Handler<RoutingContext> handler) {
    context.runOnContext(
        nothing -> context.owner().setTimer(after.toMillis(), passed -> handler.handle(routing)));
  }

  /** Sets a response header. */
  public Exchange put(String name, String value) {
    routing.response().putHeader(name, value);
    return this;
  }

  /** Answers with a problem. */
  public void fail(Throwable failure) {
    context.runOnContext(
        nothing -> {
          Bodies.discard(routing.request());
          Problems.answer(routing, failure);
        });
  }
}
