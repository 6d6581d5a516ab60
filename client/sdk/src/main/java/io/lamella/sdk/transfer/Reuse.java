package io.lamella.sdk.transfer;

import io.lamella.content.pack.ExtentBatch;
import io.lamella.content.pack.PackRef;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which known chunks of a file are used where they lie, and which are stored again: getting
 * the file should take few, long reads, about {@value #AIM} chunks each on average or more. Who
 * gets it reads what lies near each other in a pack at once, so a run costs a read only where its
 * pack is not being read anyway. The shortest runs are what costs least to store again: the reads
 * are counted for each length that a run may need to be used, and the least that keeps the average
 * decides. A file of up to {@value #SMALL} chunks uses whatever is known. One for each file.
 */
final class Reuse {
  static final int AIM = 8;
  static final int SMALL = 8;

  /** A run of this length is used whatever the average is: it is long enough by itself. */
  private static final int LONG = 2 * AIM;

  /** So many reads beyond the average are no reason, so that a file can begin. */
  private static final int FIRST_READS = 2;

  /** So many ranges are got together: what lies near each other among them is one read. */
  private static final int TOGETHER = ExtentBatch.MAX_TOGETHER;

  /** So many ranges are listed of a file before each counts as a read, wherever it lies. */
  private static final int MANY = 8_192;

  private final Ranges file;

  /** How many reads the file would take, were runs shorter than the index stored again. */
  private final long[] reads = new long[LONG + 1];

  /** The group of ranges in which something would have been stored last, by the same index. */
  private final long[] stored = new long[LONG + 1];

  /** Where in each pack ends what was used of it last, in the group of ranges at hand. */
  private final Map<PackRef, Long> used = new HashMap<>();

  /** The same, were everything used that is known. */
  private final Map<PackRef, Long> known = new HashMap<>();

  private long ranges;
  private boolean storing;

  /**
   * @param file what is chosen is added to it
   */
  Reuse(Ranges file) {
    this.file = file;
    Arrays.fill(stored, -1);
  }

  /**
   * @param window places of the file's next chunks; null where a chunk is not known
   * @param ends true when the file ends with the window
   * @return for each chunk of the window whether its known place is used
   */
  boolean[] choose(List<? extends @Nullable Place> window, boolean ends) {
    boolean[] use = new boolean[window.size()];
    boolean small = ends && file.chunks() + window.size() <= SMALL;
    Place last = file.last();
    int at = 0;
    while (at < window.size()) {
      Place first = window.get(at);
      int end = runEnd(window, at);
      boolean follows = first != null && last != null && first.follows(last);
      boolean taken = follows || (first != null && isNear(first, used));
      if (first == null) {
        store(1);
      } else if (!taken) {
        boolean unfinished = end == window.size() && !ends;
        int cost = isNear(first, known) ? 0 : 1;
        int least = leastUsed(unfinished ? LONG : end - at, cost, file.chunks() + end);
        taken = small || unfinished || end - at >= least;
      }
      Arrays.fill(use, at, end, taken);
      last = taken ? window.get(end - 1) : null;
      add(window.get(end - 1), taken, taken ? !follows : !storing);
      at = end;
    }
    return use;
  }

  /** True when the chunk is got along with what ends there in its pack. */
  private boolean isNear(Place place, Map<PackRef, Long> ends) {
    if (!(place instanceof Place.Stored chunk) || ranges % TOGETHER == 0 || ranges >= MANY) {
      return false;
    }
    Long end = ends.get(chunk.pack());
    long gap = end == null ? -1 : chunk.slot().offset() - end;
    return gap >= 0 && gap <= ExtentBatch.MAX_GAP;
  }

  /**
   * Goes on behind a run.
   *
   * @param last its last chunk
   * @param taken true when it is used where it lies, false when it is stored
   * @param begins true when it is a range of its own
   */
  private void add(@Nullable Place last, boolean taken, boolean begins) {
    if (begins && ranges++ % TOGETHER == 0) {
      used.clear();
      known.clear();
    }
    storing = !taken;
    if (last instanceof Place.Stored chunk) {
      long end = chunk.slot().offset() + chunk.slot().frameLength();
      known.put(chunk.pack(), end);
      if (taken) {
        used.put(chunk.pack(), end);
      }
    }
  }

  /**
   * Counts a run of known chunks.
   *
   * @param cost reads that it takes where it lies, were everything used that is known
   * @param chunks of the file, the run included
   * @return the length from which on runs are used for the sake of the average
   */
  private int leastUsed(int length, int cost, long chunks) {
    for (int least = 1; least <= Math.min(length, LONG); least++) {
      reads[least] += cost;
    }
    store(length + 1);
    int least = 1;
    while (least < LONG && chunks < AIM * (reads[least] - FIRST_READS)) {
      least++;
    }
    return least;
  }

  /** Counts a run that is stored where runs need this length, at the end of what was before. */
  private void store(int from) {
    for (int least = from; least <= LONG; least++) {
      reads[least] += stored[least] == ranges / TOGETHER ? 0 : 1;
      stored[least] = ranges / TOGETHER;
    }
  }

  /** Where a run ends whose chunks are all unknown, or follow each other where they lie. */
  private static int runEnd(List<? extends @Nullable Place> window, int start) {
    int end = start + 1;
    while (end < window.size() && isOneRun(window.get(end - 1), window.get(end))) {
      end++;
    }
    return end;
  }

  private static boolean isOneRun(@Nullable Place before, @Nullable Place now) {
    return now == null ? before == null : before != null && now.follows(before);
  }
}
