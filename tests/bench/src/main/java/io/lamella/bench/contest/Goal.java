package io.lamella.bench.contest;

import java.util.OptionalDouble;

/**
 * What a number must come to.
 *
 * @param what the number, in words
 * @param unit what it is counted in
 * @param bar at most this, or it is not good enough; infinite: there is none
 * @param aim at most this, and it is as good as we want it
 */
public record Goal(String what, Unit unit, double bar, double aim) {

  /** What a number is counted in. Times are never the same twice: they have a tolerance. */
  public enum Unit {
    /** Our time as a part of another tool's. */
    RATIO(1.2),
    /** Seconds. */
    SECONDS(1.2),
    /** Bytes. */
    BYTES(1),
    /** One number of bytes as a part of another. */
    SHARE(1);

    private final double tolerance;

    Unit(double tolerance) {
      this.tolerance = tolerance;
    }
  }

  /** How a number came out. */
  public enum Outcome {
    /** As good as we want it. */
    AIM("aim reached"),
    /** Good enough. */
    BAR("bar met"),
    /** Not quite the bar, but within the tolerance. */
    TOLERATED("within 20 % of the bar"),
    /** There is no bar, and the aim is not reached. */
    OPEN("aim not reached"),
    /** Not good enough. */
    MISSED("BAR MISSED"),
    /** The other tool is not installed, or the sizes are not the full ones. */
    UNKNOWN("not judged");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  /** Whether there is a bar, or the aim alone. */
  public boolean hasBar() {
    return bar < Double.POSITIVE_INFINITY;
  }

  /** How a number came out. */
  public Outcome judge(OptionalDouble value) {
    if (value.isEmpty()) {
      return Outcome.UNKNOWN;
    }
    double found = value.getAsDouble();
    if (found <= aim) {
      return Outcome.AIM;
    }
    if (!hasBar()) {
      return Outcome.OPEN;
    }
    if (found <= bar) {
      return Outcome.BAR;
    }
    return found <= bar * unit.tolerance ? Outcome.TOLERATED : Outcome.MISSED;
  }
}
