package io.lamella.bench.contest;

import io.lamella.bench.data.Trees;
import io.lamella.bench.measure.Sample;
import io.lamella.bench.tool.SystemTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs benchmarks: in each round every tool has its turn, one after the other, so that whatever
 * else the machine does falls on all of them.
 *
 * @param rounds how many
 * @param progress told what has just been measured
 */
public record Contest(int rounds, Consumer<String> progress) {

  /** Runs a benchmark and deletes what it made. */
  public Measured run(Benchmark benchmark, Scene scene) throws IOException {
    progress.accept(benchmark.name() + ": making ready");
    Plan plan = benchmark.prepare(scene);
    scene.stack().forgetPeaks();
    List<Measured.Rounds> rows = new ArrayList<>();
    for (Row row : plan.rows()) {
      rows.add(new Measured.Rounds(row, new LinkedHashMap<>()));
    }
    for (int round = 1; round <= rounds; round++) {
      plan.change().make(round);
      for (Measured.Rounds row : rows) {
        turns(row, round, scene);
      }
    }
    Map<String, Long> peaks = scene.stack().peaks();
    plan.check().look();
    Trees.delete(scene.folder());
    return new Measured(benchmark, rows, peaks);
  }

  private void turns(Measured.Rounds row, int round, Scene scene) throws IOException {
    for (Contender contender : row.row().contenders()) {
      Path folder = scene.make("turn");
      SystemTools.settle();
      Sample sample = contender.turn().take(folder);
      Trees.delete(folder);
      row.samples().computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(sample);
      progress.accept(
          String.format(
              Locale.ROOT,
              "%s, round %d of %d: %s %.2f s",
              row.row().name(),
              round,
              rounds,
              contender.name(),
              sample.seconds()));
    }
  }
}
