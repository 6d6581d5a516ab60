package io.lamella.bench.contest;

import io.lamella.bench.data.RandomFile;
import io.lamella.bench.data.SmallFiles;
import io.lamella.bench.tool.Restic;
import java.util.List;

/** All benchmarks, with their bars and aims. */
public final class Benchmarks {
  private static final int SMALL_FILES = 20_000;
  private static final long LARGE = 2L << 30;
  private static final long SEED = 20_261_126;

  private static final IntoVersion.Scaled SMALL =
      scene -> new SmallFiles(scene.scaled(SMALL_FILES), SEED);
  private static final IntoVersion.Scaled RANDOM =
      scene -> new RandomFile(scene.scaled(LARGE), SEED);

  private Benchmarks() {}

  /** In the order in which they are run. */
  public static List<Benchmark> all() {
    return List.of(
        new IntoVersion(
            "small-in",
            "20,000 files of 2-14 KiB, 164 MB, into a FINAL version",
            SMALL,
            Target.against(Restic.NAME, 1, 1 / 1.5)),
        new IntoVersion(
            "large-in",
            "2 GiB of random bytes into a FINAL version",
            RANDOM,
            Target.against(Restic.NAME, 1, 1 / 2.0)));
  }
}
