package io.lamella.upload.change;

import io.lamella.content.manifest.Run;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;

/**
 * Memory for blocks of runs that are larger than usual, because a change has very many ranges:
 * together no more than a third of the heap, however many arrive and however small they are packed.
 */
@ApplicationScoped
class RunRoom implements Run.Room {
  /** Blocks up to so many bytes are what encoders write; the threads for requests bound them. */
  private static final int USUAL_BYTES = 512 * 1024;

  /** A byte of a block becomes up to so many while it is read, checked and written again. */
  private static final int GROWTH = 16;

  private static final int UNIT = 1024;

  private final int units;
  private final Semaphore free;

  @Inject
  RunRoom() {
    this(Runtime.getRuntime().maxMemory() / 3);
  }

  RunRoom(long bytes) {
    units = (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
    free = new Semaphore(units);
  }

  /**
   * Takes room for a block.
   *
   * @throws LamellaException {@code limit-exceeded} when it never fits, {@code too-many-requests}
   *     when it does not fit beside others
   */
  @Override
  public Taken take(int storedBytes, int rawBytes) {
    if (Math.max(storedBytes, rawBytes) <= USUAL_BYTES) {
      return () -> {};
    }
    int wanted = (int) ((storedBytes + (long) GROWTH * rawBytes) / UNIT);
    if (wanted > units) {
      throw new LamellaException(
          ErrorCode.LIMIT_EXCEEDED,
          "A change has so many ranges that it takes "
              + rawBytes
              + " bytes; this service can take "
              + (long) units * UNIT / GROWTH);
    }
    if (!free.tryAcquire(wanted)) {
      throw new LamellaException(
          ErrorCode.TOO_MANY_REQUESTS, "As many large changes arrive as the service can hold");
    }
    return () -> free.release(wanted);
  }
}
