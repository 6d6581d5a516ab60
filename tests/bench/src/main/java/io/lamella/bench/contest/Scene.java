package io.lamella.bench.contest;

import io.lamella.bench.tool.Programs;
import io.lamella.bench.tool.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a benchmark takes place.
 *
 * @param folder an empty one for all that it makes
 * @param stack a stack that runs
 * @param scale what its sizes are multiplied by
 */
public record Scene(Path folder, Stack stack, double scale) {

  /** A number of things, or of bytes, at this scale. */
  public int scaled(int full) {
    return (int) scaled((long) full);
  }

  /** A number of bytes at this scale. */
  public long scaled(long full) {
    return Math.max(1, Math.round(full * scale));
  }

  /** A new folder. */
  public Path make(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  /** Whether a program is installed. */
  public boolean has(String program) {
    return Programs.has(program);
  }
}
