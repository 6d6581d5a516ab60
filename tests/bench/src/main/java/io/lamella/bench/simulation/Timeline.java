package io.lamella.bench.simulation;

import java.util.PriorityQueue;

/** What happens when, in seconds from the start. Things of the same time keep their order. */
final class Timeline {
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private double now;
  private long count;

  private record Event(double at, long number, Runnable what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Double.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  double now() {
    return now;
  }

  /** Has something happen after so many seconds. */
  void after(double seconds, Runnable what) {
    events.add(new Event(now + seconds, count++, what));
  }

  /** Lets all happen. */
  void run() {
    for (Event next = events.poll(); next != null; next = events.poll()) {
      now = next.at();
      next.what().run();
    }
  }
}
