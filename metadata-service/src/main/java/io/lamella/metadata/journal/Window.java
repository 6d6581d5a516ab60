package io.lamella.metadata.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The newest events of the journal, in memory: at most so many. */
final class Window {
  private final int most;
  private final List<Entry> entries = new ArrayList<>();
  private long base;

  /**
   * @param base the place before the first event that will come
   */
  Window(long base, int most) {
    this.base = base;
    this.most = most;
  }

  /** Adds what comes next. */
  synchronized void add(List<Entry> next) {
    entries.addAll(next);
    int surplus = entries.size() - most;
    if (surplus > 0) {
      base = entries.get(surplus - 1).place();
      entries.subList(0, surplus).clear();
    }
  }

  /** The place of the newest. */
  synchronized long last() {
    return entries.isEmpty() ? base : entries.get(entries.size() - 1).place();
  }

  /** The first events after a place; empty where they are not all in memory. */
  synchronized Optional<List<Entry>> after(long place, int limit) {
    if (place < base) {
      return Optional.empty();
    }
    int from = 0;
    int to = entries.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (entries.get(middle).place() <= place) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return Optional.of(List.copyOf(entries.subList(from, Math.min(entries.size(), from + limit))));
  }
}
