package io.lamella.bench.simulation;

import java.util.Comparator;
import java.util.Map;

/**
 * How it went.
 *
 * @param seconds until the last version is FINAL
 * @param filesPerSecond over that time
 * @param utilization of what each part can do, 0 to 1, by its name
 */
record Outcome(double seconds, double filesPerSecond, Map<String, Double> utilization) {
  Outcome {
    utilization = Map.copyOf(utilization);
  }

  /** The part that was busiest: it gives way first. */
  String busiest() {
    return utilization.entrySet().stream()
        .max(Comparator.comparingDouble(Map.Entry::getValue))
        .map(Map.Entry::getKey)
        .orElseThrow();
  }
}
