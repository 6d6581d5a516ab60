package io.lamella.bench.report;

import io.lamella.bench.contest.Goal;
import io.lamella.bench.contest.Measured;
import io.lamella.bench.measure.Sample;
import io.lamella.bench.tool.Lamella;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Says what the goals of a benchmark came to.
 *
 * @param fullSize whether the sizes are those that the goals were set for; else nothing is judged
 */
record Judge(boolean fullSize) {
  private static final List<String> SERVICES = List.of("metadata", "upload", "cache");

  /** Of one row. */
  List<Verdict> of(Measured.Rounds row) {
    return row.row().targets().stream()
        .map(target -> verdict(target.goal(), target.figure().of(row.samples())))
        .toList();
  }

  /** Of the memory that the client and the services took in all rows. */
  List<Verdict> memory(Measured measured) {
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(verdict("client", 400e6, 250e6, clientPeak(measured)));
    for (String service : SERVICES) {
      verdicts.add(verdict(service, 512e6, 384e6, measured.services().getOrDefault(service, 0L)));
    }
    return verdicts;
  }

  private Verdict verdict(String process, double bar, double aim, long peak) {
    return verdict(
        new Goal("peak memory of " + process, Goal.Unit.BYTES, bar, aim),
        peak == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) peak));
  }

  private Verdict verdict(Goal goal, OptionalDouble value) {
    return new Verdict(goal, value, fullSize ? goal.judge(value) : Goal.Outcome.UNKNOWN);
  }

  private static long clientPeak(Measured measured) {
    return measured.rows().stream()
        .flatMap(row -> row.samples().entrySet().stream())
        .filter(tool -> tool.getKey().startsWith(Lamella.NAME))
        .flatMap(tool -> tool.getValue().stream())
        .mapToLong(Sample::peakBytes)
        .max()
        .orElse(0);
  }
}
