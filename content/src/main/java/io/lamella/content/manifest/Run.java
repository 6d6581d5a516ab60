package io.lamella.content.manifest;

import io.lamella.content.Cursor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * Runs of changes: sorted, at most one change a path, and closed: every ancestor of a put is
 * deleted by the same run (by a Delete of it, or a DeleteTree of it or above), so that putting
 * {@code a/b} removes a file {@code a}. Runs can be merged into one that means the same as applying
 * them one after the other.
 */
public final class Run {
  /** Media type of a run's encoded form. */
  public static final String MEDIA_TYPE = "application/vnd.lamella.run";

  private Run() {}

  /**
   * Sorts, checks and closes changes into a run.
   *
   * @throws IllegalArgumentException for two changes of one path, or a put beneath a put (a folder
   *     put above another put is dropped instead)
   */
  public static List<Change> close(Collection<Change> changes) {
    return RunCloser.close(changes);
  }

  /**
   * Encodes a closed run as it comes: blocks of up to some hundred changes, each compressed and
   * checksummed, and an end mark. Returns the number of changes. Neither is closed.
   *
   * @throws IllegalArgumentException when the changes are out of order or not closed
   */
  public static long encode(Cursor<Change> run, OutputStream out) throws IOException {
    return RunEncoder.encode(run, out);
  }

  /**
   * Decodes, checking checksums, order, closedness, every path, and that the stream ends with the
   * run. Fails with CorruptedException. Closing it closes the stream.
   */
  public static Cursor<Change> decode(InputStream in) {
    return decode(in, Room.UNBOUNDED);
  }

  /** As {@link #decode(InputStream)}, of a run from whom nobody knows, as far as there is room. */
  public static Cursor<Change> decode(InputStream in, Room room) {
    return new RunDecoder(in, room);
  }

  /** Says whether there is memory for a block before any of it is read. */
  @FunctionalInterface
  public interface Room {
    /** Takes every block that the format allows. */
    Room UNBOUNDED = (storedBytes, rawBytes) -> () -> {};

    /**
     * Takes room; closing the answer, once, gives it back. Fails with an exception of its own when
     * there is none.
     */
    Taken take(int storedBytes, int rawBytes);

    /** Room that was taken. */
    @FunctionalInterface
    interface Taken extends AutoCloseable {
      @Override
      void close();
    }
  }

  /**
   * Decodes from a path on: the changes at the folders above {@code from}, then those at or behind
   * it. Merged with others that were sought so, it gives what lies behind {@code from} as merging
   * all of them would. Fails as {@link #decode} for what it reads.
   *
   * @param index of this run; spares the way to {@code from} as far as it was gone before
   */
  public static Cursor<Change> decodeFrom(RunBytes run, RunIndex index, EntryPath from) {
    return new SoughtRun(run, index, from);
  }

  /**
   * One run that means {@code runs} in order, the first being the oldest. Streaming; memory grows
   * with the number of runs only.
   */
  public static Cursor<Change> merge(List<Cursor<Change>> runs) {
    return new RunMerge(runs);
  }

  /** A cursor over a list. */
  public static Cursor<Change> of(List<Change> closed) {
    Iterator<Change> changes = closed.iterator();
    return () -> changes.hasNext() ? changes.next() : null;
  }
}
