package io.lamella.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.HistogramBody;
import io.lamella.contracts.rest.ReportMedia;
import io.lamella.contracts.rest.ReportView;
import io.lamella.contracts.rest.ScalarPoint;
import io.lamella.contracts.rest.TableBody;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportTextTest {
  private static ReportView report(
      String kind,
      @Nullable TableBody table,
      @Nullable HistogramBody histogram,
      @Nullable List<ScalarPoint> points,
      @Nullable ReportMedia media) {
    return new ReportView(
        UUID.randomUUID(),
        kind,
        "t",
        "s",
        7,
        Instant.EPOCH,
        "eve",
        table,
        histogram,
        points,
        media);
  }

  private static String beneath(ReportView report) {
    String text = ReportText.of(report);
    assertThat(text)
        .startsWith(report.kind() + "  t / s  iteration 7  1970-01-01T00:00:00Z  by eve");
    return text.substring(text.indexOf('\n') + 1);
  }

  @Test
  void cellsStandInColumns() {
    TableBody table =
        new TableBody(
            List.of("class", "n"), List.of(List.of("cat", 3), Arrays.asList("a\u001bb", null)));

    assertThat(beneath(report("table", table, null, null, null)))
        .isEqualTo("  class  n\n  cat    3\n  a\uFFFDb    null");
  }

  @Test
  void barsHaveTheirLabels() {
    HistogramBody labelled = new HistogramBody(List.of("x", "yy"), List.of(1.0, 2.5), null, null);
    HistogramBody bare = new HistogramBody(List.of(), List.of(4.0), null, null);

    assertThat(beneath(report("histogram", null, labelled, null, null)))
        .isEqualTo("  x   1.0\n  yy  2.5");
    assertThat(beneath(report("histogram", null, bare, null, null))).isEqualTo("  0  4.0");
  }

  @Test
  void ofASeriesTheLastValueIsShownAndOfAFileWhatItIs() {
    List<ScalarPoint> points = List.of(new ScalarPoint(1, 2.0), new ScalarPoint(7, 0.5));

    assertThat(beneath(report("scalar", null, null, points, null))).isEqualTo("  0.5 of 2 points");
    assertThat(
            beneath(report("image", null, null, null, new ReportMedia("a.png", "image/png", 2048))))
        .isEqualTo("  image/png, 2.0 KiB, a.png");
  }
}
