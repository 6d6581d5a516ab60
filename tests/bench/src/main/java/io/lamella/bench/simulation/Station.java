package io.lamella.bench.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/** Servers of one kind, and those who wait for one: first come, first served. */
final class Station {
  private final Timeline timeline;
  private final int servers;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int busy;
  private double served;
  private double since;

  Station(Timeline timeline, int servers) {
    this.timeline = timeline;
    this.servers = servers;
  }

  /** Takes a server as soon as there is one, and holds it until it is given back. */
  void take(Runnable then) {
    if (busy == servers) {
      waiting.add(then);
    } else {
      count(1);
      then.run();
    }
  }

  /** Gives a server back: to who has waited longest. */
  void give() {
    Runnable next = waiting.poll();
    if (next == null) {
      count(-1);
    } else {
      next.run();
    }
  }

  /** Is served for so many seconds, and goes on. */
  void visit(double seconds, Runnable then) {
    take(
        () ->
            timeline.after(
                seconds,
                () -> {
                  give();
                  then.run();
                }));
  }

  private void count(int change) {
    served += busy * (timeline.now() - since);
    since = timeline.now();
    busy += change;
  }

  /** Which part of the servers was busy until now, on average: 0 to 1. */
  double utilization() {
    count(0);
    return timeline.now() == 0 ? 0 : served / servers / timeline.now();
  }
}
