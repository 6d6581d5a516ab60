package io.lamella.sdk.transfer;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which known chunks of a file are used where they lie, and which are stored again: reading
 * a file back should take few, long ranges, about {@value #AIM} chunks each on average or more. The
 * shortest runs of known chunks are what costs least to store again, so the file is counted out for
 * each length that a run may need to be used, and the least that keeps the average decides. A file
 * of up to {@value #SMALL} chunks uses whatever is known. One for each file.
 */
final class Reuse {
  static final int AIM = 8;
  static final int SMALL = 8;

  /** Runs of this length are always used: each, and what follows it, are two ranges. */
  private static final int LONG = 2 * AIM;

  private final Ranges file;

  /** How many ranges the file would have, were runs shorter than the index stored again. */
  private final long[] ranges = new long[LONG + 1];

  /** True where the last of those ranges would be stored now. */
  private final boolean[] storing = new boolean[LONG + 1];

  /**
   * @param file what is chosen is added to it
   */
  Reuse(Ranges file) {
    this.file = file;
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
      boolean taken = false;
      if (first == null) {
        store();
      } else {
        boolean continues = last != null && first.follows(last);
        boolean unfinished = end == window.size() && !ends;
        int least = leastUsed(end - at, continues, unfinished, file.chunks() + end);
        taken = small || continues || unfinished || end - at >= least;
      }
      Arrays.fill(use, at, end, taken);
      last = taken ? window.get(end - 1) : null;
      at = end;
    }
    return use;
  }

  private void store() {
    for (int least = 1; least <= LONG; least++) {
      ranges[least] += storing[least] ? 0 : 1;
      storing[least] = true;
    }
  }

  /**
   * Counts a run of known chunks.
   *
   * @param unfinished it may go on in the next window
   * @param chunks of the file, the run included
   * @return the length from which on runs are used for the sake of the average
   */
  private int leastUsed(int length, boolean continues, boolean unfinished, long chunks) {
    int leastUsed = LONG;
    for (int least = LONG; least >= 1; least--) {
      boolean used = continues || unfinished || length >= least;
      boolean isNewRange = used ? !continues : !storing[least];
      ranges[least] += isNewRange ? 1 : 0;
      storing[least] = !used;
      if (chunks >= AIM * (ranges[least] + (used ? 1 : 0))) {
        leastUsed = least;
      }
    }
    return leastUsed;
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
