package io.lamella.bench.contest;

import io.lamella.bench.contest.Goal.Unit;

/** What a number that is taken out of a row must come to. */
public record Target(Goal goal, Figure figure) {

  /** Our median time is at most a part of another tool's. */
  static Target against(String other, double bar, double aim) {
    return new Target(
        new Goal("time as a part of " + other + "'s", Unit.RATIO, bar, aim),
        Figure.timeAgainst(other));
  }

  /** Our median time is at most so many seconds. */
  static Target seconds(double bar, double aim) {
    return new Target(new Goal("time", Unit.SECONDS, bar, aim), Figure.time());
  }
}
