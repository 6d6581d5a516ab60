package io.lamella.contracts.rest;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A report on a version.
 *
 * @param id changes when it is replaced; a scalar keeps it
 * @param kind {@code table}, {@code histogram}, {@code scalar}, {@code image} or {@code media}
 * @param iteration of a scalar its last one
 * @param at when it was put there, of a scalar its last point
 * @param by who did
 * @param table of a table
 * @param histogram of a histogram
 * @param points of a scalar, by iteration
 * @param media of images and media
 */
public record ReportView(
    UUID id,
    String kind,
    String title,
    String series,
    long iteration,
    Instant at,
    String by,
    @Nullable TableBody table,
    @Nullable HistogramBody histogram,
    @Nullable List<ScalarPoint> points,
    @Nullable ReportMedia media) {
  public ReportView {
    points = points == null ? null : List.copyOf(points);
  }
}
