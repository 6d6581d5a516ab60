package io.lamella.content.pack;

import io.lamella.content.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes one pack, front to back, into a sink. Picks the codec per frame from a running sample. For
 * one thread.
 */
public final class PackWriter {
  /** Takes the bytes of a pack as they come. */
  @FunctionalInterface
  public interface Sink {
    void write(ByteBuffer bytes) throws IOException;
  }

  public PackWriter(Sink sink) {
    throw new UnsupportedOperationException();
  }

  /**
   * Appends a chunk and returns its slot number. The chunk's id is the caller's word, checked by
   * every reader.
   */
  public int add(Digest chunk, ByteBuffer raw) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Number of chunks so far. */
  public int count() {
    throw new UnsupportedOperationException();
  }

  /** Bytes written so far. */
  public long length() {
    throw new UnsupportedOperationException();
  }

  /**
   * True when the pack should be finished before the next chunk: target size or number of chunks
   * reached.
   */
  public boolean isFull() {
    throw new UnsupportedOperationException();
  }

  /** Writes footer and trailer. */
  public PackIndex finish() throws IOException {
    throw new UnsupportedOperationException();
  }
}
