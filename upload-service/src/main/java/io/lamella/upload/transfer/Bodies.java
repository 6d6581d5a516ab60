package io.lamella.upload.transfer;

import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicLong;

/** What all bodies have in common. */
final class Bodies {
  /** So much more of a body that nobody wants is read, for the client to see the answer. */
  private static final long PATIENCE_BYTES = 64L << 20;

  private Bodies() {}

  /** Reads the rest of a body and drops it; hangs up when it does not end. Harmless when ended. */
  static void discard(HttpServerRequest request) {
    if (request.isEnded()) {
      return;
    }
    AtomicLong dropped = new AtomicLong();
    request.exceptionHandler(failure -> {});
    request.endHandler(nothing -> {});
    request.handler(
        buffer -> {
          if (dropped.addAndGet(buffer.length()) > PATIENCE_BYTES) {
            request.connection().close();
          }
        });
    request.resume();
  }

  /**
   * Checks the announced length before anything is read.
   *
   * @throws io.lamella.contracts.error.LamellaException {@code too-large}, with the limit
   */
  static void checkLength(HttpServerRequest request, long limit, String what) {
    String header = request.getHeader("Content-Length");
    if (header != null && Long.parseLong(header) > limit) {
      throw BodyPipe.tooLarge(what, limit);
    }
  }
}
