package io.lamella.bench.contest;

import io.lamella.bench.contest.Goal.Unit;
import io.lamella.bench.measure.Sample;

/** What a number that is taken out of a row must come to. */
public record Target(Goal goal, Figure figure) {

  /** Our median time is at most a part of another tool's. */
  static Target against(String other, double bar, double aim) {
    return new Target(
        new Goal("time as a part of " + other + "'s", Unit.RATIO, bar, aim),
        Figure.timeAgainst(other));
  }

  /** It would be well if our median time were at most a part of another tool's. */
  static Target aim(String other, double aim) {
    return against(other, Double.POSITIVE_INFINITY, aim);
  }

  /** Our median time is at most so many seconds. */
  static Target seconds(double bar, double aim) {
    return new Target(new Goal("time", Unit.SECONDS, bar, aim), Figure.time());
  }

  /** So many bytes at most. */
  static Target bytes(String what, double bar, double aim, Figure figure) {
    return new Target(new Goal(what, Unit.BYTES, bar, aim), figure);
  }

  /** The child stores at most a part of what its parent stored. */
  static Target storedShare(String tool, double bar, double aim) {
    return new Target(
        new Goal("stored as a part of the parent's, " + tool, Unit.SHARE, bar, aim),
        Figure.median(
            tool,
            sample -> sample.count(Sample.STORED) / (double) sample.count(ChildVersion.PARENT)));
  }
}
