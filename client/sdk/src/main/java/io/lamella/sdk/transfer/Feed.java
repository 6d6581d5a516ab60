package io.lamella.sdk.transfer;

import java.util.ArrayDeque;
import java.util.Deque;

/** One planned thing on its way through the stages, and for a file its pieces as they are read. */
final class Feed {
  final Planned planned;

  /** Guarded by the {@link ReadAhead}. */
  final Deque<Piece> pieces = new ArrayDeque<>();

  /** Guarded by the {@link ReadAhead}. */
  long held;

  Feed(Planned planned) {
    this.planned = planned;
  }
}
