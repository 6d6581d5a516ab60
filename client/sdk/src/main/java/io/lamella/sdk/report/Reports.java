package io.lamella.sdk.report;

import static io.lamella.sdk.server.Connection.withJson;

import io.lamella.contracts.rest.CreateReport;
import io.lamella.contracts.rest.HistogramBody;
import io.lamella.contracts.rest.ReportMedia;
import io.lamella.contracts.rest.ReportView;
import io.lamella.contracts.rest.ScalarPoint;
import io.lamella.contracts.rest.TableBody;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.GoneMeanwhileException;
import io.lamella.sdk.server.Pages;
import io.lamella.sdk.server.Plane;
import io.lamella.sdk.server.Query;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tables, histograms, scalars, images and media on a version, in whatever state it is; they are no
 * part of its content. Of a kind, title, series and iteration there is one: what is reported again
 * takes its place. A limit that is exceeded comes as {@link
 * io.lamella.contracts.error.LamellaException} {@code limit-exceeded}; then nothing has changed.
 */
public final class Reports {
  /** Title of values that stand alone. */
  public static final String SUMMARY = "Summary";

  private static final Duration UPLOAD = Duration.ofMinutes(2);
  private static final int PAGE = 20;

  private final Connection connection;
  private final String address;

  public Reports(Connection connection, UUID version) {
    this.connection = connection;
    this.address = "/v1/versions/" + version + "/reports";
  }

  /**
   * A table.
   *
   * @param columns their names
   * @param rows each of as many cells: texts, numbers, true, false, null
   */
  public ReportView table(
      String title, String series, List<String> columns, List<List<Object>> rows) {
    return table(title, series, 0, new TableBody(columns, rows));
  }

  /** As above, of an iteration. */
  public ReportView table(String title, String series, long iteration, TableBody table) {
    return put(new CreateReport(title, series, iteration, table, null, null));
  }

  /**
   * A histogram.
   *
   * @param labels of the values, as many as these, or none
   */
  public ReportView histogram(
      String title, String series, List<String> labels, List<Double> values) {
    return histogram(title, series, 0, new HistogramBody(labels, values, null, null));
  }

  /** As above, of an iteration, with what its axes are called. */
  public ReportView histogram(
      String title, String series, long iteration, HistogramBody histogram) {
    return put(new CreateReport(title, series, iteration, null, histogram, null));
  }

  /** A value of a series; those of other iterations stay. */
  public ReportView scalar(String title, String series, long iteration, double value) {
    return scalars(title, series, Map.of(iteration, value));
  }

  /**
   * Several values of a series at once.
   *
   * @param values by their iterations
   */
  public ReportView scalars(String title, String series, Map<Long, Double> values) {
    List<ScalarPoint> points =
        values.entrySet().stream()
            .map(value -> new ScalarPoint(value.getKey(), value.getValue()))
            .toList();
    return put(new CreateReport(title, series, null, null, null, points));
  }

  /** A value that stands alone, under the title {@link #SUMMARY}. */
  public ReportView value(String name, double value) {
    return scalar(SUMMARY, name, 0, value);
  }

  private ReportView put(CreateReport report) {
    return connection.json(withJson(Call.post(address), report), ReportView.class);
  }

  /**
   * An image: PNG, JPEG, GIF, WebP, AVIF, TIFF, BMP or SVG, as its first bytes say.
   *
   * @throws io.lamella.contracts.error.LamellaException {@code unsupported-media-type}, or {@code
   *     too-large}
   */
  public ReportView image(String title, String series, long iteration, Path file)
      throws IOException {
    return file("image", title, series, iteration, file);
  }

  /**
   * Audio, video, or a page of HTML, in which nothing runs where it is shown.
   *
   * @throws io.lamella.contracts.error.LamellaException {@code unsupported-media-type}, or {@code
   *     too-large}
   */
  public ReportView media(String title, String series, long iteration, Path file)
      throws IOException {
    return file("media", title, series, iteration, file);
  }

  private ReportView file(String kind, String title, String series, long iteration, Path file)
      throws IOException {
    String path =
        new Query(address + "/media")
            .with("kind", kind)
            .with("title", title)
            .with("series", series)
            .with("iteration", iteration)
            .with("name", file.getFileName())
            .toString();
    Call call = Call.post(path).bytes("application/octet-stream", Files.readAllBytes(file));
    return connection.json(call.timeout(UPLOAD), ReportView.class);
  }

  /** All reports by title, series, kind and iteration, page by page as the stream is read. */
  public Stream<ReportView> list() {
    return list(null);
  }

  /**
   * As above, of one title.
   *
   * @param title null: of all
   */
  public Stream<ReportView> list(@Nullable String title) {
    return Pages.stream(
        after ->
            connection.page(
                Call.get(
                    new Query(address)
                        .with("title", title)
                        .with("after", after)
                        .with("limit", PAGE)
                        .toString()),
                ReportView.class));
  }

  /** The bytes of an image or other file that was reported. */
  public byte[] content(ReportView report) {
    return connection
        .send(Call.get(address + "/" + report.id() + "/media"), BodyHandlers.ofByteArray())
        .body();
  }

  /**
   * Writes the file of a report into a folder, under a name that is safe everywhere and that no
   * other report has.
   *
   * @return the file
   */
  public Path save(ReportView report, Path folder) throws IOException {
    ReportMedia media = report.media();
    if (media == null) {
      throw new IllegalArgumentException("a " + report.kind() + " has no file");
    }
    Files.createDirectories(folder);
    Path target = folder.resolve(SafeName.of(report, media.type()));
    Path temporary = Files.createTempFile(folder, ".lamella-", ".part");
    try {
      Files.write(temporary, content(report));
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    return target;
  }

  /** Takes a report away. */
  public void delete(ReportView report) {
    Call call = Call.of(Plane.CATALOG, "DELETE", address + "/" + report.id());
    try {
      connection.send(call, BodyHandlers.discarding());
    } catch (GoneMeanwhileException e) {
      return; // by an attempt whose answer was lost
    }
  }
}
