package io.lamella.bench.contest;

import java.io.IOException;
import java.util.List;

/**
 * How a benchmark goes, when all is prepared: each round begins with a change, then every row is
 * done by every contender.
 */
public record Plan(Change change, List<Row> rows) {
  public Plan {
    rows = List.copyOf(rows);
  }

  /** One without changes. */
  static Plan of(Row... rows) {
    return new Plan(round -> {}, List.of(rows));
  }

  /** What happens to the data before a round. */
  @FunctionalInterface
  public interface Change {
    /** Makes the change of a round; rounds count from 1. */
    void make(int round) throws IOException;
  }
}
