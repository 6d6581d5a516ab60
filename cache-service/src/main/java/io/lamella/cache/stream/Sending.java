package io.lamella.cache.stream;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends one body: reads ahead only as far as the write queue has room, and stops when the client is
 * gone. Everything here runs on the connection's event loop but the reading itself.
 */
final class Sending {
  private static final int QUEUE_BYTES = 2 * Pieces.LENGTH;

  private final RoutingContext request;
  private final HttpServerResponse response;
  private final Pieces pieces;
  private final ContentWorkers workers;
  private final Counter sent;
  private boolean reading;
  private boolean over;

  Sending(RoutingContext request, Pieces pieces, ContentWorkers workers, Counter sent) {
    this.request = request;
    this.response = request.response();
    this.pieces = pieces;
    this.workers = workers;
    this.sent = sent;
  }

  void start(@Nullable Buffer first) {
    if (response.closed()) {
      stop();
      return;
    }
    response.setWriteQueueMaxSize(QUEUE_BYTES);
    request.addEndHandler(ended -> stop());
    take(first);
  }

  private void take(@Nullable Buffer piece) {
    if (over) {
      return;
    }
    if (piece == null) {
      response.end();
      stop();
      return;
    }
    response.write(piece);
    sent.increment(piece.length());
    if (response.writeQueueFull()) {
      response.drainHandler(v -> read());
    } else {
      read();
    }
  }

  private void read() {
    if (reading || over) {
      return;
    }
    reading = true;
    workers
        .run(pieces::next)
        .onComplete(
            result -> {
              reading = false;
              if (over) {
                close();
              } else if (result.succeeded()) {
                take(result.result());
              } else {
                Failures.answer(request, result.cause());
                stop();
              }
            });
  }

  private void stop() {
    if (over) {
      return;
    }
    over = true;
    if (!reading) {
      close();
    }
  }

  private void close() {
    workers.run(
        () -> {
          pieces.close();
          return true;
        });
  }
}
