package io.lamella.cli.preview;

import io.lamella.contracts.rest.Preview;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Previews as text. A file is anybody's and a terminal obeys what is written to it, so no control
 * character of a file gets there.
 */
final class Shown {
  private static final int WIDEST = 40;

  private Shown() {}

  /** A text with its lines, without anything that a terminal would obey. */
  static String text(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
        .forEach(shown::appendCodePoint);
    return shown.toString().stripTrailing();
  }

  /** A table in columns, as wide as their cells. */
  static String table(Preview.Table table) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(table.columns().stream().map(column -> cell(column.name())).toList());
    for (List<@Nullable String> row : table.rows()) {
      lines.add(row.stream().map(Shown::cell).toList());
    }
    int[] widths = new int[table.columns().size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    List<String> printed = new ArrayList<>();
    for (List<String> line : lines) {
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        out.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
      }
      printed.add(out.toString().stripTrailing());
    }
    return String.join(System.lineSeparator(), printed);
  }

  private static String cell(@Nullable String value) {
    if (value == null) {
      return "-";
    }
    StringBuilder shown = new StringBuilder();
    value
        .codePoints()
        .limit(WIDEST)
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .forEach(shown::appendCodePoint);
    return shown
        .append(value.codePointCount(0, value.length()) > WIDEST ? "\u2026" : "")
        .toString();
  }
}
