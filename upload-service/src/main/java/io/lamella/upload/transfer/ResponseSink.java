package io.lamella.upload.transfer;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A response's body as a stream for one worker thread, which waits while the client does not read.
 */
final class ResponseSink extends OutputStream {
  private static final int PIECE = 64 * 1024;
  private static final long PATIENCE_SECONDS = 120;

  private final HttpServerResponse response;
  private Buffer piece = Buffer.buffer(PIECE);

  ResponseSink(HttpServerResponse response) {
    this.response = response;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    piece.appendBytes(source, offset, length);
    if (piece.length() >= PIECE) {
      flush();
    }
  }

  @Override
  public void flush() throws IOException {
    if (piece.length() == 0) {
      return;
    }
    Buffer full = piece;
    piece = Buffer.buffer(PIECE);
    try {
      response
          .write(full)
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the client does not read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the service stops", e);
    }
  }

  @Override
  public void close() throws IOException {
    flush();
    response.end();
  }
}
