package io.lamella.metadata.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.CreateReport;
import io.lamella.contracts.rest.HistogramBody;
import io.lamella.contracts.rest.ReportView;
import io.lamella.contracts.rest.ScalarPoint;
import io.lamella.contracts.rest.TableBody;
import io.lamella.kit.event.EventJson;
import io.lamella.metadata.limit.Rules;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks what is to be reported: what cannot be kept or shown is refused with a reason. */
@ApplicationScoped
class NewReport {
  private static final int NAME = 255;

  private final Reports reports;
  private final Rules rules;
  private final ReportConfig limits;

  @Inject
  NewReport(Reports reports, Rules rules, ReportConfig limits) {
    this.reports = reports;
    this.rules = rules;
    this.limits = limits;
  }

  static ReportKind kind(String word) {
    return ReportKind.of(word)
        .orElseThrow(
            () -> Rules.invalid("kind is table, histogram, scalar, image or media, not " + word));
  }

  String storable(String text) {
    return rules.storable("a text", text);
  }

  Uni<ReportView> put(UUID version, CreateReport wish, String by) {
    if (Stream.of(
                Objects.nonNull(wish.table()),
                Objects.nonNull(wish.histogram()),
                Objects.nonNull(wish.points()))
            .filter(there -> there)
            .count()
        != 1) {
      throw Rules.invalid("a report has one of table, histogram and points");
    }
    TableBody table = wish.table();
    HistogramBody histogram = wish.histogram();
    List<ScalarPoint> points = wish.points();
    if (table != null) {
      return body(version, wish, ReportKind.TABLE, new Body(checked(table), null), by);
    }
    if (histogram != null) {
      return body(version, wish, ReportKind.HISTOGRAM, new Body(null, checked(histogram)), by);
    }
    Label label = Label.of(rules, ReportKind.SCALAR, wish.title(), wish.series(), 0L);
    return reports.put(version, label, checked(Objects.requireNonNull(points)), by);
  }

  private Uni<ReportView> body(
      UUID version, CreateReport wish, ReportKind kind, Body body, String by) {
    Label label = Label.of(rules, kind, wish.title(), wish.series(), wish.iteration());
    rules.within("a " + kind.word(), json(body), limits.bodyBytes(), "bytes of JSON");
    return reports.put(version, label, body, by);
  }

  private TableBody checked(TableBody table) {
    if (table.columns().isEmpty()) {
      throw Rules.invalid("a table has columns");
    }
    for (List<Object> row : table.rows()) {
      if (row.size() != table.columns().size()) {
        throw Rules.invalid(
            "a table of " + table.columns().size() + " columns has a row of " + row.size());
      }
      if (row.stream().anyMatch(cell -> cell instanceof Map || cell instanceof Collection)) {
        throw Rules.invalid("a cell of a table is a text, a number, true, false or null");
      }
      rules.storable("a cell", (Object) row);
    }
    rules.storable("a column", (Object) table.columns());
    return table;
  }

  private HistogramBody checked(HistogramBody histogram) {
    if (histogram.values().isEmpty()) {
      throw Rules.invalid("a histogram has values");
    }
    boolean labelled = !histogram.labels().isEmpty();
    if (labelled && histogram.labels().size() != histogram.values().size()) {
      throw Rules.invalid("a histogram has as many labels as values, or none");
    }
    histogram.values().forEach(NewReport::requireFinite);
    rules.storable("a label", (Object) histogram.labels());
    rules.storable("an axis", Objects.requireNonNullElse(histogram.xAxis(), ""));
    rules.storable("an axis", Objects.requireNonNullElse(histogram.yAxis(), ""));
    return histogram;
  }

  private List<ScalarPoint> checked(List<ScalarPoint> points) {
    if (points.isEmpty()) {
      throw Rules.invalid("say at least one point");
    }
    points.forEach(point -> requireFinite(point.value()));
    return points;
  }

  private static void requireFinite(double value) {
    if (!Double.isFinite(value)) {
      throw Rules.invalid("a value is a number, not " + value);
    }
  }

  /** Which kind of file a label is for, and what the file has to be. */
  Uni<ReportView> put(UUID version, Label label, @Nullable String name, byte[] file, String by) {
    boolean image = label.kind() == ReportKind.IMAGE;
    String type =
        Magic.type(file)
            .filter(found -> found.startsWith("image/") == image)
            .orElseThrow(
                () ->
                    new LamellaException(
                        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                        image
                            ? "the file is no image (PNG, JPEG, GIF, WebP, AVIF, TIFF, BMP, SVG)"
                            : "the file is no audio or video, and no HTML"));
    return reports.put(version, label, name, type, file, by);
  }

  /** What a report that is a file is called. */
  Label label(String kind, @Nullable String title, @Nullable String series, long iteration) {
    ReportKind known = kind(kind);
    if (known != ReportKind.IMAGE && known != ReportKind.MEDIA) {
      throw Rules.invalid("kind is image or media; send a " + known.word() + " as JSON");
    }
    return Label.of(rules, known, title, series, iteration);
  }

  @Nullable String name(@Nullable String name) {
    if (name == null || name.isBlank()) {
      return null;
    }
    rules.within("a name", name.length(), NAME, "characters");
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw Rules.invalid("a name has no control characters");
    }
    return name;
  }

  private static long json(Body body) {
    try {
      return EventJson.MAPPER.writeValueAsString(body).getBytes(StandardCharsets.UTF_8).length;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read as JSON is JSON", e);
    }
  }
}
