package io.lamella.cache.stream;

import io.lamella.kit.problem.Problems;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Makes answers on worker threads and sends them. The head goes out once the first piece is there,
 * so that what is damaged from the start is answered as a problem; what turns out damaged later
 * cuts the connection off.
 */
@ApplicationScoped
public class Answering {
  private final ContentWorkers workers;
  private final BytesOut bytesOut;

  @Inject
  Answering(ContentWorkers workers, BytesOut bytesOut) {
    this.workers = workers;
    this.bytesOut = bytesOut;
  }

  private record Begun(Answer answer, @Nullable Buffer first) {}

  /** Answers a request with what {@code make}, which may block, returns. */
  public void answer(RoutingContext request, String kind, Callable<Answer> make) {
    boolean wantsBody = request.request().method() != HttpMethod.HEAD;
    workers
        .run(() -> begin(make, wantsBody))
        .onSuccess(begun -> send(request, kind, begun, wantsBody))
        .onFailure(failure -> Failures.answer(request, failure));
  }

  private static Begun begin(Callable<Answer> make, boolean wantsBody) throws Exception {
    Answer answer = make.call();
    if (!(answer instanceof Answer.Body body)) {
      return new Begun(answer, null);
    }
    if (!wantsBody) {
      body.pieces().close();
      return new Begun(answer, null);
    }
    try {
      return new Begun(answer, body.pieces().next());
    } catch (IOException | RuntimeException e) {
      body.pieces().close();
      throw e;
    }
  }

  private void send(RoutingContext request, String kind, Begun begun, boolean wantsBody) {
    HttpServerResponse response = request.response();
    Answer answer = begun.answer();
    if (!response.closed()) {
      response.setStatusCode(answer.status());
      answer.headers().forEach(response::putHeader);
    }
    if (answer instanceof Answer.Body body) {
      length(response, body.length());
      if (wantsBody) {
        new Sending(request, body.pieces(), workers, bytesOut.of(kind)).start(begun.first());
        return;
      }
    } else if (answer instanceof Answer.FileRange range) {
      length(response, range.length());
      if (wantsBody) {
        sendFile(request, range, kind);
        return;
      }
    }
    if (!response.closed()) {
      response.end();
    }
  }

  private void sendFile(RoutingContext request, Answer.FileRange range, String kind) {
    if (request.response().closed()) {
      return;
    }
    request
        .response()
        .sendFile(range.file().toString(), range.offset(), range.length())
        .onSuccess(v -> bytesOut.of(kind).increment(range.length()))
        .onFailure(failure -> Problems.answer(request, failure));
  }

  private static void length(HttpServerResponse response, long length) {
    if (response.closed()) {
      return;
    }
    if (length >= 0) {
      response.putHeader("Content-Length", Long.toString(length));
    } else {
      response.setChunked(true);
    }
  }
}
