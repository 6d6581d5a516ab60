package io.lamella.preview;

import io.lamella.contracts.rest.Preview;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Rows of a text whose cells stand between commas or tabs. The first row gives the names of columns
 * if it can: all of them there, different, and none a number.
 */
final class Delimited {
  private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?\\.?[0-9].*");
  private static final String CANDIDATES = ",;\t|";

  private Delimited() {}

  static Preview preview(String format, String text, boolean cut, Limits limits)
      throws IOException {
    boolean tabs = format.equals("tsv");
    CSVFormat form =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(tabs ? '\t' : delimiter(text))
            .setIgnoreEmptyLines(true)
            .setLenientEof(true)
            .setTrailingData(true)
            .get();
    List<List<String>> found = new ArrayList<>();
    boolean more = cut;
    try (CSVParser parser = CSVParser.parse(new StringReader(text), form)) {
      Iterator<CSVRecord> records = parser.iterator();
      while (records.hasNext() && found.size() <= limits.rows()) {
        found.add(records.next().stream().limit(limits.columns() + 1L).toList());
      }
      if (records.hasNext()) {
        more = true;
      } else if (cut && found.size() > 1) {
        found.remove(found.size() - 1);
      }
    } catch (UncheckedIOException e) {
      throw new NoPreviewException(Failure.NOT_READABLE, String.valueOf(e.getMessage()));
    }
    return preview(tabs, found, more, limits);
  }

  private static Preview preview(
      boolean tabs, List<List<String>> found, boolean more, Limits limits) {
    boolean named = !found.isEmpty() && areNames(found.get(0));
    Rows rows = new Rows(limits);
    int at = named ? 1 : 0;
    for (; at < found.size() && !rows.isFull(); at++) {
      rows.add(found.get(at));
    }
    List<Preview.Column> columns = new ArrayList<>();
    List<String> names = named ? found.get(0) : List.of();
    int width = Math.min(limits.columns(), Math.max(names.size(), rows.width()));
    for (int i = 0; i < width; i++) {
      String name = i < names.size() ? names.get(i) : Integer.toString(i + 1);
      columns.add(new Preview.Column(Text.cut(name.strip(), limits.cellLength()), null));
    }
    boolean truncated =
        more || at < found.size() || rows.isCut() || names.size() > limits.columns();
    return new Preview(
        "table",
        tabs ? "text/tab-separated-values" : "text/csv",
        truncated,
        false,
        rows.table(columns, 0, null),
        null,
        null,
        null);
  }

  private static boolean areNames(List<String> cells) {
    Set<String> names = new HashSet<>();
    return cells.stream()
        .allMatch(
            cell -> !cell.isBlank() && !NUMBER.matcher(cell).matches() && names.add(cell.strip()));
  }

  /** What stands most often between the cells of the first line. */
  private static char delimiter(String text) {
    int[] counts = new int[CANDIDATES.length()];
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '\n' || c == '\r')) {
        break;
      } else if (!quoted && CANDIDATES.indexOf(c) >= 0) {
        counts[CANDIDATES.indexOf(c)]++;
      }
    }
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return CANDIDATES.charAt(best);
  }
}
