package io.lamella.cli.report;

import io.lamella.cli.output.Printable;
import io.lamella.cli.output.Sizes;
import io.lamella.contracts.rest.HistogramBody;
import io.lamella.contracts.rest.ReportMedia;
import io.lamella.contracts.rest.ReportView;
import io.lamella.contracts.rest.ScalarPoint;
import io.lamella.contracts.rest.TableBody;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A report as people read it, a line of what it is and what is in it beneath. */
final class ReportText {
  private static final String INDENT = "\n  ";

  private ReportText() {}

  static String of(ReportView report) {
    StringBuilder text =
        new StringBuilder(report.kind())
            .append("  ")
            .append(report.title())
            .append(report.series().isEmpty() ? "" : " / " + report.series())
            .append("  iteration ")
            .append(report.iteration())
            .append("  ")
            .append(report.at())
            .append("  by ")
            .append(report.by());
    lines(report).forEach(line -> text.append(INDENT).append(line));
    return text.toString();
  }

  private static List<String> lines(ReportView report) {
    TableBody table = report.table();
    HistogramBody histogram = report.histogram();
    List<ScalarPoint> points = report.points();
    ReportMedia media = report.media();
    if (table != null) {
      List<List<?>> rows = new ArrayList<>(List.of(table.columns()));
      rows.addAll(table.rows());
      return aligned(rows);
    }
    if (histogram != null) {
      return bars(histogram);
    }
    if (points != null && !points.isEmpty()) {
      ScalarPoint last = points.get(points.size() - 1);
      return List.of(last.value() + " of " + Sizes.count(points.size(), "point"));
    }
    return media == null
        ? List.of()
        : List.of(
            media.type()
                + ", "
                + Sizes.bytes(media.bytes())
                + (media.name() == null ? "" : ", " + Printable.of(media.name())));
  }

  private static List<String> bars(HistogramBody histogram) {
    List<List<?>> rows = new ArrayList<>();
    for (int i = 0; i < histogram.values().size(); i++) {
      String label = histogram.labels().isEmpty() ? Integer.toString(i) : histogram.labels().get(i);
      rows.add(List.of(label, histogram.values().get(i)));
    }
    return aligned(rows);
  }

  /** Rows whose cells stand in columns. */
  private static List<String> aligned(List<List<?>> rows) {
    List<List<String>> texts =
        rows.stream()
            .map(row -> row.stream().map(cell -> Printable.of(cell + "")).toList())
            .toList();
    int[] widths =
        IntStream.range(0, texts.get(0).size())
            .map(i -> texts.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toArray();
    return texts.stream()
        .map(
            row ->
                IntStream.range(0, row.size())
                    .mapToObj(i -> padded(row.get(i), widths[i]))
                    .collect(Collectors.joining("  "))
                    .stripTrailing())
        .toList();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
