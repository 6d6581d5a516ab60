package io.lamella.cache.contents;

import io.lamella.cache.stream.Pieces;
import io.lamella.content.CorruptedException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Pieces of something that may turn out damaged while it is read. */
record GuardedPieces(Pieces pieces, Guard guard) implements Pieces {
  /** Is told of damage, before the reader is. */
  interface Guard {
    void damaged() throws IOException;
  }

  @Override
  public @Nullable Buffer next() throws IOException {
    try {
      return pieces.next();
    } catch (CorruptedException e) {
      guard.damaged();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    pieces.close();
  }
}
