package io.lamella.contracts.rest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A table of a report.
 *
 * @param columns their names
 * @param rows of as many cells each: texts, numbers, true, false, null
 */
public record TableBody(List<String> columns, List<List<Object>> rows) {
  public TableBody {
    columns = columns == null ? List.of() : List.copyOf(columns);
    rows = rows == null ? List.of() : rows.stream().map(TableBody::copy).toList();
  }

  private static List<Object> copy(List<Object> row) {
    return Collections.unmodifiableList(new ArrayList<>(row));
  }
}
