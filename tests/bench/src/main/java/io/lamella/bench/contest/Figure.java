package io.lamella.bench.contest;

import io.lamella.bench.measure.Sample;
import io.lamella.bench.measure.Spread;
import io.lamella.bench.tool.Lamella;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** A number that is taken out of what was measured in a row. */
@FunctionalInterface
public interface Figure {
  /**
   * The number, if there is one.
   *
   * @param samples by the tool's name, in the order of the rounds
   */
  OptionalDouble of(Map<String, List<Sample>> samples);

  /** The median of something in all rounds of a tool. */
  static Figure median(String tool, ToDoubleFunction<Sample> what) {
    return samples -> {
      List<Sample> own = samples.getOrDefault(tool, List.of());
      return own.isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(Spread.of(own.stream().map(what::applyAsDouble).toList()).median());
    };
  }

  /** Our median time. */
  static Figure time() {
    return median(Lamella.NAME, Sample::seconds);
  }

  /** Our median time as a part of another tool's. */
  static Figure timeAgainst(String other) {
    Figure theirs = median(other, Sample::seconds);
    return samples -> {
      OptionalDouble their = theirs.of(samples);
      OptionalDouble our = time().of(samples);
      return their.isEmpty() || our.isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(our.getAsDouble() / their.getAsDouble());
    };
  }
}
