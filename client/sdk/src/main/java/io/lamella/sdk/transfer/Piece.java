package io.lamella.sdk.transfer;

import io.lamella.content.Digest;
import io.lamella.sdk.folder.Stamp;

/** What a reader says about a file, in order. */
sealed interface Piece {
  /** The next chunk. */
  @SuppressWarnings("ArrayRecordComponent")
  record Chunk(Digest id, byte[] raw) implements Piece {}

  /** The file changed meanwhile: forget its chunks, it starts anew. */
  record Again() implements Piece {}

  /** The file is complete, and was as {@code stamp} says all the while. */
  record End(Digest digest, long size, Stamp stamp) implements Piece {}

  /** The file cannot be had as it should be. */
  record Failed(String reason) implements Piece {}

  /** Bytes that it holds in memory. */
  default int weight() {
    return this instanceof Chunk chunk ? chunk.raw().length : 0;
  }
}
