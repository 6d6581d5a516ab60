package io.lamella.bench.measure;

import java.util.Arrays;
import java.util.Collection;

/**
 * Some numbers, by their middle and their ends.
 *
 * @param median the middle one; of an even count the mean of the two
 */
public record Spread(double min, double median, double max) {

  /**
   * The spread of some numbers.
   *
   * @param values at least one
   */
  public static Spread of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    return new Spread(sorted[0], median, sorted[sorted.length - 1]);
  }
}
