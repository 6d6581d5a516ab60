package io.lamella.content.localcopy;

import io.lamella.content.pack.Extent;

/** Where the next bytes of a file come from. */
sealed interface Piece {
  /** A range of the old file. */
  record Local(long from, long length) implements Piece {}

  /** An extent to fetch. */
  record Remote(Extent extent) implements Piece {}
}
