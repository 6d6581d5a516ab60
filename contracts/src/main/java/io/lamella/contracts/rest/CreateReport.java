package io.lamella.contracts.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report to put on a version: one of {@code table}, {@code histogram} and {@code points}. One of
 * the same kind, title, series and iteration is replaced; points are added to their series.
 *
 * @param series null: the one without a name
 * @param iteration of a table or histogram; null: 0
 */
public record CreateReport(
    String title,
    @Nullable String series,
    @Nullable Long iteration,
    @Nullable TableBody table,
    @Nullable HistogramBody histogram,
    @Nullable List<ScalarPoint> points) {
  public CreateReport {
    points = points == null ? null : List.copyOf(points);
  }
}
