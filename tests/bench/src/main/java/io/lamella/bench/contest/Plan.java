package io.lamella.bench.contest;

import java.io.IOException;
import java.util.List;

/**
 * How a benchmark goes, when all is prepared: each round begins with a change, then every row is
 * done by every contender.
 *
 * @param check what is looked at after the last round, unmeasured
 */
public record Plan(Change change, List<Row> rows, Check check) {
  public Plan {
    rows = List.copyOf(rows);
  }

  /** One without changes. */
  static Plan of(Row... rows) {
    return new Plan(round -> {}, List.of(rows), () -> {});
  }

  /** The same, with something to look at after the last round. */
  Plan checked(Check after) {
    return new Plan(change, rows, after);
  }

  /** Whether what was measured has come out right. */
  @FunctionalInterface
  public interface Check {
    /** Fails when it has not. */
    void look() throws IOException;
  }

  /** What happens to the data before a round. */
  @FunctionalInterface
  public interface Change {
    /** Makes the change of a round; rounds count from 1. */
    void make(int round) throws IOException;
  }
}
