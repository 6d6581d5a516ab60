package io.lamella.sdk.metadata;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table under a key of the free metadata: there it is an object of {@code columns} and {@code
 * rows}.
 *
 * @param columns their names
 * @param rows each of as many cells, of whatever JSON can hold
 */
public record MetadataTable(List<String> columns, List<List<Object>> rows) {
  private static final String COLUMNS = "columns";
  private static final String ROWS = "rows";

  public MetadataTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(MetadataTable::copy).toList();
    for (List<Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a table of " + columns.size() + " columns has a row of " + row.size());
      }
    }
  }

  private static List<Object> copy(List<Object> row) {
    return Collections.unmodifiableList(new ArrayList<>(row));
  }

  /**
   * The table that a value of the metadata is: what {@link #value} made, or a list of objects, each
   * of which is a row.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static MetadataTable of(@Nullable Object value) {
    if (value instanceof Map<?, ?> table
        && table.get(COLUMNS) instanceof Collection<?> columns
        && table.get(ROWS) instanceof Collection<?> rows
        && rows.stream().allMatch(Collection.class::isInstance)) {
      return new MetadataTable(
          columns.stream().map(String::valueOf).toList(),
          rows.stream().map(row -> cells((Collection<?>) row)).toList());
    }
    if (value instanceof Collection<?> rows && rows.stream().allMatch(Map.class::isInstance)) {
      Set<String> columns =
          rows.stream()
              .flatMap(row -> ((Map<?, ?>) row).keySet().stream())
              .map(String::valueOf)
              .collect(Collectors.toCollection(LinkedHashSet::new));
      return new MetadataTable(
          List.copyOf(columns),
          rows.stream()
              .map(row -> cells(columns.stream().map(((Map<?, ?>) row)::get).toList()))
              .toList());
    }
    throw new IllegalArgumentException("no table: " + value);
  }

  private static List<Object> cells(Collection<?> row) {
    return new ArrayList<>(row);
  }

  /** A table of texts, whose first line names the columns. */
  public static MetadataTable ofCsv(String csv) {
    List<List<Object>> lines = Csv.rows(csv);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a table has a line that names its columns");
    }
    return new MetadataTable(
        lines.get(0).stream().map(String::valueOf).toList(), lines.subList(1, lines.size()));
  }

  /** The table as lines of comma-separated values; nulls are empty. */
  public String toCsv() {
    StringBuilder csv = new StringBuilder(Csv.line(columns)).append('\n');
    rows.forEach(row -> csv.append(Csv.line(row)).append('\n'));
    return csv.toString();
  }

  /** What is put into the metadata. */
  public Map<String, Object> value() {
    return Map.of(COLUMNS, columns, ROWS, rows);
  }
}
