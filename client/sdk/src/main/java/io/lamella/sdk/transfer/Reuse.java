package io.lamella.sdk.transfer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which known chunks of a file are used where they lie, and which are stored again: reading
 * a file back should take few, long ranges, at least {@value #AIM} chunks each on average. A file
 * of up to {@value #SMALL} chunks uses whatever is known.
 */
final class Reuse {
  static final int AIM = 8;
  static final int SMALL = 8;

  private Reuse() {}

  /**
   * @param ranges the file so far
   * @param window places of its next chunks; null where a chunk is not known
   * @param ends true when the file ends with the window
   * @return for each chunk of the window whether its known place is used
   */
  static boolean[] choose(Ranges ranges, List<? extends @Nullable Place> window, boolean ends) {
    boolean[] use = new boolean[window.size()];
    boolean small = ends && ranges.chunks() + window.size() <= SMALL;
    long chunks = ranges.chunks();
    long count = ranges.size();
    Place last = ranges.last();
    boolean fresh = last instanceof Place.Ours;
    int at = 0;
    while (at < window.size()) {
      Place first = window.get(at);
      if (first == null) {
        count += fresh ? 0 : 1;
        fresh = true;
        last = null;
        chunks++;
        at++;
        continue;
      }
      int end = runEnd(window, at);
      boolean continues = last != null && first.follows(last);
      boolean unfinished = end == window.size() && !ends;
      int cost = (continues ? 0 : 1) + (end == window.size() ? 0 : 1);
      boolean taken = small || continues || unfinished || chunks + end - at >= AIM * (count + cost);
      if (taken) {
        java.util.Arrays.fill(use, at, end, true);
        count += continues ? 0 : 1;
        last = window.get(end - 1);
      } else {
        count += fresh ? 0 : 1;
        last = null;
      }
      fresh = !taken;
      chunks += end - at;
      at = end;
    }
    return use;
  }

  private static int runEnd(List<? extends @Nullable Place> window, int start) {
    int end = start + 1;
    while (end < window.size()) {
      Place before = window.get(end - 1);
      Place now = window.get(end);
      if (before == null || now == null || !now.follows(before)) {
        return end;
      }
      end++;
    }
    return end;
  }
}
