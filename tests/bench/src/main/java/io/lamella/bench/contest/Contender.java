package io.lamella.bench.contest;

import io.lamella.bench.measure.Sample;
import java.io.IOException;
import java.nio.file.Path;

/**
 * One tool in one row.
 *
 * @param name what reports call it
 */
public record Contender(String name, Turn turn) {

  /** What the tool does in a round. */
  @FunctionalInterface
  public interface Turn {
    /**
     * Does it once.
     *
     * @param folder an empty one, which is deleted afterwards
     */
    Sample take(Path folder) throws IOException;
  }
}
