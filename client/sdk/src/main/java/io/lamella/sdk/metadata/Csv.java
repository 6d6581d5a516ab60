package io.lamella.sdk.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tables as text, as RFC 4180 has them. */
final class Csv {
  private Csv() {}

  static String line(List<?> cells) {
    String line = cells.stream().map(Csv::field).collect(Collectors.joining(","));
    return line.isEmpty() ? "\"\"" : line;
  }

  private static String field(@Nullable Object cell) {
    String text = cell == null ? "" : cell.toString();
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /**
   * The rows of a text; empty lines are none.
   *
   * @throws IllegalArgumentException when a quote is not closed
   */
  static List<List<Object>> rows(String text) {
    List<List<Object>> rows = new ArrayList<>();
    List<Object> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    boolean wasQuoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c != '"') {
          cell.append(c);
        } else if (text.startsWith("\"\"", i)) {
          cell.append(c);
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"' && cell.isEmpty()) {
        quoted = true;
        wasQuoted = true;
      } else if (c == ',') {
        row.add(cell.toString());
        cell.setLength(0);
        wasQuoted = false;
      } else if (c == '\n') {
        end(rows, row, cell, wasQuoted);
        row = new ArrayList<>();
        wasQuoted = false;
      } else if (c != '\r' || !text.startsWith("\r\n", i)) {
        cell.append(c);
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("a quote is not closed");
    }
    end(rows, row, cell, wasQuoted);
    return rows;
  }

  private static void end(
      List<List<Object>> rows, List<Object> row, StringBuilder cell, boolean wasQuoted) {
    if (row.isEmpty() && cell.isEmpty() && !wasQuoted) {
      return;
    }
    row.add(cell.toString());
    cell.setLength(0);
    rows.add(row);
  }
}
