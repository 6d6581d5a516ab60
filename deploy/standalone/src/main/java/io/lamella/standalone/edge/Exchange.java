package io.lamella.standalone.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.Problem;
import io.lamella.contracts.error.RequestId;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** One request and its answer, on one event loop from beginning to end. */
final class Exchange {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LINGER = TimeUnit.SECONDS.toMillis(2);

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private boolean dropping;

  Exchange(Vertx vertx, HttpServerRequest request) {
    this.vertx = vertx;
    this.request = request;
    this.response = request.response();
  }

  /**
   * Sends the request on to the first of {@code targets} that can be reached; the answer, or a
   * problem, follows by itself.
   */
  void forward(HttpClient client, List<Routes.Target> targets) {
    request.pause();
    Routes.Target target = targets.get(0);
    List<Routes.Target> others = targets.subList(1, targets.size());
    String service = target.service().name().toLowerCase(Locale.ROOT) + "-service";
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.method())
            .setHost(target.host())
            .setPort(target.port())
            .setURI(request.uri());
    client
        .request(options)
        .onSuccess(onward -> send(onward, service))
        .onFailure(
            unreached -> {
              if (others.isEmpty()) {
                refuse(ErrorCode.UNAVAILABLE, service + " is not there now");
              } else {
                forward(client, others);
              }
            });
  }

  /** Answers with a problem; when an answer has begun, all that is left is to cut it off. */
  void refuse(ErrorCode code, String detail) {
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      request.connection().close();
      return;
    }
    response.headers().clear(); // of an answer of which nothing was sent
    response
        .setChunked(false)
        .setStatusMessage(HttpResponseStatus.valueOf(code.status()).reasonPhrase())
        .setStatusCode(code.status())
        .putHeader("content-type", Problem.MEDIA_TYPE);
    if (code == ErrorCode.UNAVAILABLE || code == ErrorCode.BAD_GATEWAY) {
      response.putHeader("retry-after", "1");
    }
    dropRestOfBody();
    String id = RequestId.sane(request.getHeader(RequestId.HEADER)).orElseGet(Exchange::anew);
    response.putHeader(RequestId.HEADER, id);
    response.end(body(Problem.of(code, detail).ofRequest(id)));
  }

  private static String anew() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private void send(HttpClientRequest onward, String service) {
    Headers.copy(request.headers(), onward.headers());
    forwarded(onward.headers());
    response.exceptionHandler(gone -> onward.reset());
    response.closeHandler(gone -> onward.reset());
    Handler<Throwable> lost =
        e -> refuse(ErrorCode.BAD_GATEWAY, service + " went away before it answered");
    onward.exceptionHandler(told -> {}); // by the answer's future as well
    onward.response().onSuccess(answer -> answer(answer, lost)).onFailure(lost);
    onward.continueHandler(go -> response.writeContinue());
    onward.setChunked(isChunked());
    sendBody(onward);
  }

  /**
   * Passes the body on as it comes. A client that waits to be asked for it sends nothing before,
   * and one that has lost its patience is not held up. A failure on this side resets the other; the
   * answer's future then tells of it.
   */
  private void sendBody(HttpClientRequest onward) {
    if (expectsContinue()) {
      onward.sendHead();
    }
    request.pipe().endOnFailure(false).to(onward).onFailure(e -> onward.reset());
  }

  private void answer(HttpClientResponse answer, Handler<Throwable> lost) {
    if (response.ended() || response.closed()) {
      answer.request().reset();
      return;
    }
    response.setStatusCode(answer.statusCode()).setStatusMessage(answer.statusMessage());
    Headers.copy(answer.headers(), response.headers());
    if (!request.isEnded()) {
      response.endHandler(
          done -> {
            if (!request.isEnded()) {
              answer.request().reset();
              dropRestOfBody();
            }
          });
    }
    int status = answer.statusCode();
    if (request.method() == HttpMethod.HEAD || status == 204 || status == 304) {
      response.end();
      return;
    }
    response.setChunked(answer.getHeader("content-length") == null);
    answer.pipe().endOnFailure(false).to(response).onFailure(lost);
  }

  /**
   * For an answer that comes before all of the body: what the client still sends is dropped, so
   * that it gets to read the answer, and after a while the connection is closed.
   */
  private void dropRestOfBody() {
    if (request.isEnded() || dropping) {
      return;
    }
    dropping = true;
    request.handler(dropped -> {}).resume();
    if (hasBody()) {
      long timer = vertx.setTimer(LINGER, late -> request.connection().close());
      request.endHandler(complete -> vertx.cancelTimer(timer));
    }
  }

  private boolean expectsContinue() {
    return "100-continue".equalsIgnoreCase(request.getHeader("expect"));
  }

  private boolean hasBody() {
    String length = request.getHeader("content-length");
    return isChunked() || (length != null && !length.equals("0"));
  }

  private boolean isChunked() {
    return request.headers().contains("transfer-encoding");
  }

  private void forwarded(MultiMap headers) {
    String from = request.remoteAddress().hostAddress();
    String before = headers.get("x-forwarded-for");
    headers.set("x-forwarded-for", before == null ? from : before + ", " + from);
    headers.set("x-forwarded-proto", "http");
    String host = request.getHeader("host");
    if (host != null && !headers.contains("x-forwarded-host")) {
      headers.set("x-forwarded-host", host);
    }
  }

  private static Buffer body(Problem problem) {
    try {
      return Buffer.buffer(JSON.writeValueAsBytes(problem));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
