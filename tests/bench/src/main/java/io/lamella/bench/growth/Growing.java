package io.lamella.bench.growth;

import java.io.IOException;
import java.util.List;

/** Something that is measured at several sizes. */
interface Growing {
  /** What it is called on the command line. */
  String name();

  /** The sizes at which it is measured, if none are asked for. */
  List<Integer> sizes();

  /** Measures at sizes, each larger than the one before. */
  void measure(List<Integer> sizes, Site site) throws IOException;
}
