package io.lamella.sdk.transfer;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of files between readers and packer, bounded in bytes. The file that the packer works on
 * always gets room of its own, so readers that are ahead of it cannot stop it.
 */
final class ReadAhead {
  private final long limit;
  private final long share;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long held;
  private @Nullable Feed first;

  /**
   * @param limit bytes of all files
   * @param share bytes beyond it for the file that is being packed
   */
  ReadAhead(long limit, long share) {
    this.limit = limit;
    this.share = share;
  }

  /** Hands on a piece of {@code feed}; waits for room. */
  void put(Feed feed, Piece piece) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      int weight = piece.weight();
      while (weight > 0 && held + weight > limit && !(feed == first && feed.held < share)) {
        changed.await();
      }
      feed.pieces.add(piece);
      feed.held += weight;
      held += weight;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The next piece of {@code feed}; waits for it. Its bytes count until they are released. */
  Piece take(Feed feed) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (first != feed) {
        first = feed;
        changed.signalAll();
      }
      Piece piece = feed.pieces.poll();
      while (piece == null) {
        changed.await();
        piece = feed.pieces.poll();
      }
      feed.held -= piece.weight();
      if (feed.held < share) {
        changed.signalAll();
      }
      return piece;
    } finally {
      lock.unlock();
    }
  }

  /** The bytes are not needed any more. */
  void release(long bytes) {
    lock.lock();
    try {
      held -= bytes;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
