package io.lamella.preview;

import io.lamella.contracts.rest.Preview;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a table as they are found, as far as limits go. */
final class Rows {
  private final Limits limits;
  private final List<List<@Nullable String>> rows = new ArrayList<>();
  private long length;
  private boolean cut;

  Rows(Limits limits) {
    this.limits = limits;
  }

  boolean isFull() {
    return rows.size() >= limits.rows() || length >= limits.tableLength();
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Takes a row; cells behind the last column are left out. */
  void add(List<? extends @Nullable String> cells) {
    List<@Nullable String> row = new ArrayList<>();
    for (String cell : cells.subList(0, Math.min(cells.size(), limits.columns()))) {
      String shown = cell == null ? null : Text.cut(cell, limits.cellLength());
      length += shown == null ? 0 : shown.length();
      row.add(shown);
    }
    cut = cut || cells.size() > limits.columns();
    rows.add(row);
  }

  /** The longest row. */
  int width() {
    return rows.stream().mapToInt(List::size).max().orElse(0);
  }

  /** Whether cells were left out. */
  boolean isCut() {
    return cut;
  }

  Preview.Table table(List<Preview.Column> columns, int skipped, @Nullable Long total) {
    for (List<@Nullable String> row : rows) {
      while (row.size() < columns.size()) {
        row.add(null);
      }
    }
    return new Preview.Table(columns, rows, skipped, total);
  }
}
