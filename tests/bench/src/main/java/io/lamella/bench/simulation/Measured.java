package io.lamella.bench.simulation;

import java.util.List;

/**
 * What was measured on one machine with two processors ({@code lamella bench growth ingest
 * workers}) and what a cluster is taken to be. {@code docs/scaling.md} says where each figure comes
 * from.
 *
 * @param setting what was loaded by whom
 * @param filesPerSecond what came of it
 */
record Measured(Setting setting, double filesPerSecond) {
  /** Of services that are warm; whatever is not measured is on the large side. */
  static final Costs COSTS = new Costs(100e-6, 2e-3, 0.35e-3, 4e-3, 2e-3, 1e-6);

  /**
   * Of services that have just started and compile themselves, with the bucket's server on the same
   * processors.
   */
  static final Costs COLD = new Costs(100e-6, 2e-3, 12e-3, 4e-3, 2e-3, 1e-6);

  /** A bucket that is half a second away, all on one machine. */
  private static final Setting FAR =
      new Setting(1_500, 1, 4 << 10, 25, 0.5, 1, 2, 8, 32, 256, 2, true, 2, 200e6);

  static final List<Measured> ALL =
      List.of(
          new Measured(FAR.withWorkers(1, 1_500), 27.6),
          new Measured(FAR.withWorkers(2, 3_000), 54.3),
          new Measured(FAR.withWorkers(4, 6_000), 102.1),
          new Measured(FAR.withWorkers(8, 12_000), 152.8));

  /**
   * Workers with a processor each, a bucket 30 ms away, PostgreSQL with eight processors, a store
   * that takes 10 GB a second, files of 4 KiB, and all settings as they come.
   */
  static final Setting CLUSTER =
      new Setting(1_000_000, 1, 4 << 10, 500, 0.03, 1, 2, 8, 32, 256, 1, false, 8, 10e9);
}
