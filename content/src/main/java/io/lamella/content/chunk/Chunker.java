package io.lamella.content.chunk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into chunks, FastCDC 2020, and hashes the whole of it on the way. One buffer,
 * whatever the length. For one thread.
 */
public final class Chunker {
  public Chunker(ChunkProfile profile) {
    throw new UnsupportedOperationException();
  }

  /** Starts on a new stream. The chunker can be used again after the last chunk. */
  public void reset(InputStream in) {
    throw new UnsupportedOperationException();
  }

  /** The next chunk, valid until the next call; null at the end. */
  public @Nullable ByteBuffer next() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** SHA-256 of the chunk last returned. */
  public io.lamella.content.Digest chunkId() {
    throw new UnsupportedOperationException();
  }

  /** SHA-256 of the whole stream, after the last chunk. Computed once for a one-chunk file. */
  public io.lamella.content.Digest fileDigest() {
    throw new UnsupportedOperationException();
  }

  /** Bytes seen so far. */
  public long length() {
    throw new UnsupportedOperationException();
  }
}
