package io.lamella.cache.stream;

import io.lamella.content.store.NoSuchObjectException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Makes answers on worker threads and sends them. The head goes out once the first piece is there,
 * so that what is damaged from the start is answered as a problem; what turns out damaged later
 * cuts the connection off.
 *
 * <p>Files of this machine are the exception to the rule that nothing touches a disk on an event
 * loop: the kernel sends them as they lie (1.7 to 3.4 GB/s on two cores, against 0.6 to 1.5 GB/s
 * through worker threads). A store on a slow mount, which could hold the loop up, is to be read
 * through the content cache ({@code lamella.cache.file-stores}).
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
    Answer answer = begun.answer();
    if (request.response().closed()) {
      close(answer);
      return;
    }
    try {
      head(request.response(), answer);
      if (!wantsBody || answer instanceof Answer.Head) {
        request.response().end();
      } else if (answer instanceof Answer.Body body) {
        new Sending(request, body.pieces(), workers, bytesOut.of(kind)).start(begun.first());
      } else if (answer instanceof Answer.FileRange range) {
        sendFile(request, range, kind);
      }
    } catch (RuntimeException e) {
      close(answer);
      fail(request, answer, e);
    }
  }

  private void sendFile(RoutingContext request, Answer.FileRange range, String kind) {
    request
        .response()
        .sendFile(range.file().toString(), range.offset(), range.length())
        .onSuccess(v -> bytesOut.of(kind).increment(range.length()))
        .onFailure(failure -> fail(request, range, failure));
  }

  /** Answers with a problem instead; one who has gone away wants none. */
  private static void fail(RoutingContext request, Answer answer, Throwable failure) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    if (!response.headWritten()) {
      answer.headers().keySet().forEach(response.headers()::remove);
      response.headers().remove("Content-Length");
      response.setChunked(false);
    }
    boolean gone =
        failure instanceof FileNotFoundException || failure instanceof NoSuchFileException;
    Failures.answer(
        request, gone ? new NoSuchObjectException(String.valueOf(failure.getMessage())) : failure);
  }

  private void close(Answer answer) {
    if (answer instanceof Answer.Body body) {
      workers.run(
          () -> {
            body.pieces().close();
            return true;
          });
    }
  }

  private static void head(HttpServerResponse response, Answer answer) {
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    if (answer instanceof Answer.Body body) {
      length(response, body.length());
    } else if (answer instanceof Answer.FileRange range) {
      length(response, range.length());
    }
  }

  private static void length(HttpServerResponse response, long length) {
    if (length >= 0) {
      response.putHeader("Content-Length", Long.toString(length));
    } else {
      response.setChunked(true);
    }
  }
}
