package io.lamella.cache.stream;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** A body that is in memory as a whole. */
public final class OnePiece implements Pieces {
  private @Nullable Buffer left;

  public OnePiece(byte[] bytes) {
    this.left = bytes.length == 0 ? null : Buffer.buffer(bytes);
  }

  @Override
  public @Nullable Buffer next() {
    Buffer piece = left;
    left = null;
    return piece;
  }
}
