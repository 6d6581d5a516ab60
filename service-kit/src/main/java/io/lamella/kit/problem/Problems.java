package io.lamella.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.error.Problem;
import io.lamella.kit.event.EventJson;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong into a problem. A 5xx tells nothing of the inside; the log does. */
public final class Problems {
  private static final Logger LOG = Logger.getLogger(Problems.class);
  private static final String RETRY_AFTER_SECONDS = "2";

  /** PostgreSQL: connection lost, server shutting down or starting, out of connections. */
  private static final Pattern DATABASE_AWAY = Pattern.compile("\\((08|57P|53)[0-9A-Z]+\\)");

  /** What the client of the database says of a connection that ended under or before a request. */
  private static final Pattern CONNECTION_LOST =
      Pattern.compile("closed|may have been lost|is not active", Pattern.CASE_INSENSITIVE);

  /** What the native transport says of it. */
  private static final Pattern SOCKET_LOST = Pattern.compile("Connection reset|Broken pipe");

  private Problems() {}

  /**
   * The problem for {@code failure}, logged as its kind deserves.
   *
   * @param request the request that ends so, whose id is in both; null: there is none
   */
  public static Problem of(Throwable failure, @Nullable RoutingContext request) {
    String id = Requests.id(request);
    return of(unwrap(failure), failure, String.valueOf(id)).ofRequest(id);
  }

  private static Problem of(Throwable cause, Throwable failure, String id) {
    if (cause instanceof LamellaException e) {
      if (e.code().status() >= 500) {
        LOG.infof(e, "%s (request %s)", e.getMessage(), id);
      } else {
        LOG.debugf("%s: %s (request %s)", e.code().code(), e.getMessage(), id);
      }
      return Problem.of(e.code(), e.getMessage());
    }
    if (isDatabaseAway(cause)) {
      LOG.infof("a dependency cannot be reached: %s (request %s)", cause, id);
      return Problem.of(
          ErrorCode.UNAVAILABLE, "A part of the service cannot be reached; try again");
    }
    LOG.errorf(failure, "unexpected failure (request %s)", id);
    return Problem.of(ErrorCode.INTERNAL, "Try again; if it stays, the service's log says more");
  }

  /**
   * Answers a request of the data plane; a response under way is cut off, so that the client sees
   * it.
   */
  public static void answer(RoutingContext context, Throwable failure) {
    Problem problem = of(failure, context);
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      cutOff(context);
      return;
    }
    response.setStatusCode(problem.status()).putHeader("Content-Type", Problem.MEDIA_TYPE);
    if (asksToRetry(problem)) {
      response.putHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
    response.end(json(problem));
  }

  /** A reset of an answer of HTTP/1 would close its connection, too, but tell nobody who waits. */
  private static void cutOff(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.version() == HttpVersion.HTTP_2) {
      context.response().reset();
    } else {
      request.connection().close();
    }
  }

  /** True when the same request may work a little later. */
  static boolean asksToRetry(Problem problem) {
    return problem.status() == ErrorCode.UNAVAILABLE.status()
        || problem.status() == ErrorCode.TOO_MANY_REQUESTS.status();
  }

  static String retryAfterSeconds() {
    return RETRY_AFTER_SECONDS;
  }

  private static String json(Problem problem) {
    try {
      return EventJson.MAPPER.writeValueAsString(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem is always JSON", e);
    }
  }

  private static Throwable unwrap(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static boolean isDatabaseAway(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage());
      if (t instanceof SocketException
          || t instanceof ClosedChannelException
          || t instanceof TimeoutException
          || (t instanceof IOException && SOCKET_LOST.matcher(message).find())
          || (isOfVertx(t) && CONNECTION_LOST.matcher(message).find())
          || message.equals("Timeout")
          || DATABASE_AWAY.matcher(message).find()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfVertx(Throwable failure) {
    return failure instanceof VertxException || failure instanceof NoStackTraceThrowable;
  }
}
