package io.lamella.sdk.transfer;

import io.lamella.content.Digest;
import io.lamella.content.pack.KnownChunks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pieces of several files in order, with what the server said about their chunks. */
final class Batch {
  /** One piece of {@code feed}; null: the feed has none, it only passes through. */
  record Step(
      Feed feed,
      @org.jspecify.annotations.Nullable Piece piece,
      Optional<KnownChunks.Place> known) {}

  final List<Step> steps = new ArrayList<>();
  private final List<Digest> chunks = new ArrayList<>();
  private long weight;

  void pass(Feed feed) {
    steps.add(new Step(feed, null, Optional.empty()));
  }

  void add(Feed feed, Piece piece) {
    steps.add(new Step(feed, piece, Optional.empty()));
    if (piece instanceof Piece.Chunk chunk) {
      chunks.add(chunk.id());
      weight += chunk.raw().length;
    }
  }

  List<Digest> chunks() {
    return chunks;
  }

  long weight() {
    return weight;
  }

  int size() {
    return steps.size();
  }

  /** The same with an answer, one element a chunk. */
  Batch answered(List<Optional<KnownChunks.Place>> places) {
    Batch answered = new Batch();
    int next = 0;
    for (Step step : steps) {
      boolean chunk = step.piece() instanceof Piece.Chunk;
      answered.steps.add(chunk ? new Step(step.feed(), step.piece(), places.get(next++)) : step);
    }
    return answered;
  }
}
