package io.lamella.bench.data;

import java.io.IOException;
import java.nio.file.Path;

/** Data that changes a little from turn to turn. */
public interface Growing extends Dataset {
  /**
   * Makes the change of a turn; turns count from 1, and each builds on the one before.
   *
   * @param folder what was written and changed so far
   * @return how many bytes of files are new, whole files counted
   */
  long change(Path folder, int turn) throws IOException;
}
