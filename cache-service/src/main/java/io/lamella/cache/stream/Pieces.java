package io.lamella.cache.stream;

import io.vertx.core.buffer.Buffer;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A body, piece by piece. Blocks, so it never runs on an event loop. One thread at a time. */
public interface Pieces extends Closeable {
  /** About how long a piece is, bytes. */
  int LENGTH = 256 << 10;

  /** The next piece, some bytes long; null after the last one. */
  @Nullable Buffer next() throws IOException;

  @Override
  default void close() throws IOException {}
}
