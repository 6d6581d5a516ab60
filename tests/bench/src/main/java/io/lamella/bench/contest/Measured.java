package io.lamella.bench.contest;

import io.lamella.bench.measure.Sample;
import java.util.List;
import java.util.Map;

/**
 * What came out of a benchmark.
 *
 * @param rows its rows
 * @param services the most memory that a process of each role had resident meanwhile
 */
public record Measured(Benchmark benchmark, List<Rounds> rows, Map<String, Long> services) {
  public Measured {
    rows = List.copyOf(rows);
  }

  /**
   * All rounds of a row.
   *
   * @param samples by the tool's name, in the order of the rounds
   */
  public record Rounds(Row row, Map<String, List<Sample>> samples) {}
}
