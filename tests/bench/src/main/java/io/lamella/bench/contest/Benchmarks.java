package io.lamella.bench.contest;

import io.lamella.bench.data.Insertions;
import io.lamella.bench.data.JsonRows;
import io.lamella.bench.data.RandomFile;
import io.lamella.bench.data.SmallFiles;
import io.lamella.bench.measure.Sample;
import io.lamella.bench.tool.Lamella;
import io.lamella.bench.tool.Restic;
import java.util.List;

/** All benchmarks, with their bars and aims. */
public final class Benchmarks {
  private static final long SEED = 20_261_126;
  private static final int SMALL_FILES = 20_000;
  private static final int ROWS = 2_000_000;
  private static final long LARGE = 2L << 30;
  private static final long INSERTED_INTO = 256L << 20;

  private static final String DEFAULT = "default";
  private static final String FINE = "fine";

  private Benchmarks() {}

  /** In the order in which they are run. */
  public static List<Benchmark> all() {
    return List.of(
        new IntoVersion(
            "small-in",
            "20,000 files of 2-14 KiB, 164 MB, into a FINAL version",
            Benchmarks::small,
            List.of(Target.against(Restic.NAME, 1, 1 / 1.5), Target.aim("cp -r", 1))),
        new IntoVersion(
            "large-in",
            "2 GiB of random bytes into a FINAL version",
            Benchmarks::large,
            List.of(Target.against(Restic.NAME, 1, 1 / 2.0))),
        new OntoEmptyMachine(
            "small-out",
            "get of the 20,000 files on an empty machine",
            Benchmarks::small,
            List.of(Target.against(Restic.NAME, 1, 1 / 2.0), Target.aim("tar x", 1 / 0.6))),
        new OntoEmptyMachine(
            "large-out",
            "get of the 2 GiB on an empty machine",
            Benchmarks::large,
            List.of(Target.against(Restic.NAME, 1, 1), Target.aim("cp -r", 1 / 0.9))),
        new GetAgain(
            "again-out",
            "get of the 20,000 files again, nothing changed",
            Benchmarks::small,
            List.of(Target.seconds(0.7, 0.4))),
        new SyncAgain(
            "again-in",
            "sync of the 20,000 files again, nothing changed",
            Benchmarks::small,
            List.of(Target.seconds(1.0, 0.5))),
        new ChildVersion(
            "child",
            "200 of the 20,000 files rewritten, 50 removed, 50 renamed",
            Benchmarks::small,
            List.of(DEFAULT),
            List.of(Target.seconds(1.5, 0.8), beyondNew(Sample.SENT)),
            List.of(Target.seconds(1.5, 0.8), beyondNew(Sample.FETCHED))),
        new ChildVersion(
            "jsonl",
            "500 MB of JSONL, 0.03 % of the rows changed in place and in length",
            scene -> new JsonRows(scene.scaled(ROWS), SEED),
            List.of(DEFAULT, FINE),
            List.of(
                Target.storedShare(ChildVersion.tool(DEFAULT), 0.14, 0.10),
                Target.storedShare(ChildVersion.tool(FINE), 0.05, 0.03)),
            List.of()),
        new ChildVersion(
            "insert",
            "64 bytes inserted into 256 MiB",
            scene -> new Insertions(scene.scaled(INSERTED_INTO), SEED),
            List.of(DEFAULT),
            List.of(
                Target.bytes(
                    "stored",
                    200e3,
                    100e3,
                    Figure.median(Lamella.NAME, sample -> sample.count(Sample.STORED)))),
            List.of()));
  }

  private static SmallFiles small(Scene scene) {
    return new SmallFiles(scene.scaled(SMALL_FILES), SEED);
  }

  private static RandomFile large(Scene scene) {
    return new RandomFile(scene.scaled(LARGE), SEED);
  }

  /** 2.1 MB are the aim for 200 files of 8 KiB. */
  private static Target beyondNew(String what) {
    return Target.bytes(
        what + " beyond the new bytes",
        1e6,
        2.1e6 - 200 * 8192,
        Figure.median(Lamella.NAME, sample -> sample.count(what) - sample.count(ChildVersion.NEW)));
  }
}
