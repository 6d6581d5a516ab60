package io.lamella.sdk.transfer;

import io.lamella.sdk.draft.Draft;
import java.util.List;
import java.util.concurrent.BlockingQueue;

/**
 * Takes the pieces of all files in order, and asks the server about their chunks, many at a time.
 * For one thread.
 */
final class Asker {
  /** What ends a queue of feeds. */
  static final Feed END = new Feed(new Planned.Keep(null, null));

  /** What ends a queue of batches. */
  static final Batch LAST = new Batch();

  private static final long BATCH_BYTES = 8 << 20;
  private static final int BATCH_CHUNKS = 4096;
  private static final int BATCH_STEPS = 8192;

  private final Draft draft;
  private final ReadAhead ahead;
  private final BlockingQueue<Feed> feeds;
  private final BlockingQueue<Batch> batches;
  private Batch batch = new Batch();

  Asker(Draft draft, ReadAhead ahead, BlockingQueue<Feed> feeds, BlockingQueue<Batch> batches) {
    this.draft = draft;
    this.ahead = ahead;
    this.feeds = feeds;
    this.batches = batches;
  }

  void run() throws InterruptedException {
    for (Feed feed = feeds.take(); feed != END; feed = feeds.take()) {
      if (feed.planned instanceof Planned.Read) {
        pieces(feed);
      } else {
        batch.pass(feed);
        handOnIfFull();
      }
    }
    handOn();
    batches.put(LAST);
  }

  private void pieces(Feed feed) throws InterruptedException {
    while (true) {
      Piece piece = ahead.take(feed);
      batch.add(feed, piece);
      handOnIfFull();
      if (piece instanceof Piece.End || piece instanceof Piece.Failed) {
        return;
      }
    }
  }

  private void handOnIfFull() throws InterruptedException {
    if (batch.weight() >= BATCH_BYTES
        || batch.chunks().size() >= BATCH_CHUNKS
        || batch.size() >= BATCH_STEPS) {
      handOn();
    }
  }

  private void handOn() throws InterruptedException {
    if (batch.size() > 0) {
      batches.put(
          batch.answered(batch.chunks().isEmpty() ? List.of() : draft.places(batch.chunks())));
      batch = new Batch();
    }
  }
}
