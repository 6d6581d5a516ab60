package io.lamella.bench.report;

import io.lamella.bench.contest.Measured;
import io.lamella.bench.measure.Sample;
import io.lamella.bench.measure.Spread;
import io.lamella.bench.tool.Lamella;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * One tool in one row.
 *
 * @param seconds its times
 * @param ratio our times as a part of its, round by round; none for ourselves
 * @param cpuSeconds the median of what its process took of processors; 0: not known
 * @param serverSeconds the median of what the servers behind it took
 * @param peakBytes the most memory of all rounds; 0: not known
 * @param bytes medians of what it sent, stored or fetched
 * @param samples the rounds
 */
record Line(
    String tool,
    Spread seconds,
    Optional<Spread> ratio,
    double cpuSeconds,
    double serverSeconds,
    long peakBytes,
    Map<String, Long> bytes,
    List<Sample> samples) {

  /** All tools of a row, in the order of their turns. */
  static List<Line> of(Measured.Rounds row) {
    List<Sample> ours = row.samples().getOrDefault(Lamella.NAME, List.of());
    List<Line> lines = new ArrayList<>();
    row.samples().forEach((tool, samples) -> lines.add(of(tool, samples, ours)));
    return lines;
  }

  private static Line of(String tool, List<Sample> samples, List<Sample> ours) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(samples.size(), ours.size()); i++) {
      ratios.add(ours.get(i).seconds() / samples.get(i).seconds());
    }
    return new Line(
        tool,
        spread(samples, Sample::seconds),
        tool.equals(Lamella.NAME) || ratios.isEmpty()
            ? Optional.empty()
            : Optional.of(Spread.of(ratios)),
        spread(samples, Sample::cpuSeconds).median(),
        spread(samples, Sample::serverSeconds).median(),
        samples.stream().mapToLong(Sample::peakBytes).max().orElse(0),
        bytes(samples),
        samples);
  }

  private static Map<String, Long> bytes(List<Sample> samples) {
    Map<String, Long> medians = new TreeMap<>();
    for (String what : samples.get(0).bytes().keySet()) {
      medians.put(what, Math.round(spread(samples, sample -> sample.count(what)).median()));
    }
    return medians;
  }

  private static Spread spread(List<Sample> samples, ToDoubleFunction<Sample> what) {
    return Spread.of(samples.stream().map(what::applyAsDouble).toList());
  }
}
