package io.lamella.bench.contest;

import java.io.IOException;

/** Something that is measured under a name. */
public interface Benchmark {
  /** What it is called on the command line. */
  String name();

  /** What is done, at full size. */
  String title();

  /** Makes everything ready that no time is taken of. */
  Plan prepare(Scene scene) throws IOException;
}
