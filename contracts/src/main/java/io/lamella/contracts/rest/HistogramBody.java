package io.lamella.contracts.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A histogram of a report.
 *
 * @param labels of the values, as many as these, or none
 * @param values heights of the bars
 * @param xAxis what lies along
 * @param yAxis what goes up
 */
public record HistogramBody(
    List<String> labels, List<Double> values, @Nullable String xAxis, @Nullable String yAxis) {
  public HistogramBody {
    labels = labels == null ? List.of() : List.copyOf(labels);
    values = values == null ? List.of() : List.copyOf(values);
  }
}
