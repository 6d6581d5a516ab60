package io.lamella.bench.data;

import java.io.IOException;
import java.nio.file.Path;

/** Files that are the same wherever they are written. */
@FunctionalInterface
public interface Dataset {
  /** Writes them to an existing folder. */
  void write(Path folder) throws IOException;
}
