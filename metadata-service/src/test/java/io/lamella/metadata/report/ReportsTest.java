package io.lamella.metadata.report;

import static io.lamella.metadata.Catalogue.as;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.HistogramBody;
import io.lamella.contracts.rest.ReportMedia;
import io.lamella.contracts.rest.ReportView;
import io.lamella.contracts.rest.ScalarPoint;
import io.lamella.contracts.rest.TableBody;
import io.lamella.contracts.rest.VersionView;
import io.lamella.metadata.Database;
import io.lamella.testkit.Race;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ReportsTest {
  private static final String PROJECT = "reports";
  private static final byte[] HTML =
      "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);

  @Inject Database database;

  @Test
  void aFinalVersionTakesReportsAndStaysWhatItIs() {
    // Given
    VersionView version = sealedVersion(PROJECT, fresh("final"));
    TableBody table =
        new TableBody(List.of("class", "n"), List.of(List.of("cat", 3), Arrays.asList(null, 1.5)));
    HistogramBody histogram = new HistogramBody(List.of("a", "b"), List.of(1.0, 2.5), "x", null);

    // When
    put(version, report("classes", "train", 0, Map.of("table", table)));
    put(version, report("sizes", "", 2, Map.of("histogram", histogram)));

    // Then
    List<ReportView> all = list(version, "");
    assertThat(all).extracting(ReportView::kind).containsExactly("table", "histogram");
    assertThat(all.get(0).table()).isEqualTo(table);
    assertThat(all.get(0).by()).isEqualTo("local");
    assertThat(all.get(1).histogram()).isEqualTo(histogram);
    assertThat(all.get(1).iteration()).isEqualTo(2);
    assertThat(list(version, "?title=sizes"))
        .extracting(ReportView::id)
        .containsExactly(all.get(1).id());
    assertThat(list(version, "?kind=table")).hasSize(1);
    assertThat(read(version.id()))
        .usingRecursiveComparison()
        .ignoringFields("ticket")
        .isEqualTo(version);
  }

  @Test
  void theLastOneOfALabelIsKept() {
    VersionView version = create(PROJECT, fresh("again"));
    ReportView first = put(version, report("t", "s", 1, table("old")));
    ReportView other = put(version, report("t", "s", 2, table("other")));
    ReportView second = put(version, report("t", "s", 1, table("new")));

    assertThat(list(version, "")).containsExactly(second, other);
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(problem(get(address(version) + "/" + first.id()), 404)).isEqualTo("not-found");
    assertThat(as(get(address(version) + "/" + second.id()), 200, ReportView.class))
        .isEqualTo(second);
  }

  @Test
  void pointsAreAddedToTheirSeries() {
    VersionView version = create(PROJECT, fresh("scalar"));
    put(version, points("loss", new ScalarPoint(10, 0.5), new ScalarPoint(2, 0.75)));
    ReportView last =
        put(version, points("loss", new ScalarPoint(2, 0.25), new ScalarPoint(11, -1e-9)));

    assertThat(last.points())
        .containsExactly(
            new ScalarPoint(2, 0.25), new ScalarPoint(10, 0.5), new ScalarPoint(11, -1e-9));
    assertThat(last.iteration()).isEqualTo(11);
    assertThat(list(version, "")).containsExactly(last);
  }

  @Test
  void filesAreServedSoThatNothingInThemRuns() {
    VersionView version = create(PROJECT, fresh("media"));
    byte[] png = png(90_000);

    ReportView image = file(version, "?title=t&iteration=3&name=a%20b.png&kind=image", png);
    ReportView page = file(version, "?title=t&series=s&kind=media", HTML);

    assertThat(image.media()).isEqualTo(new ReportMedia("a b.png", "image/png", png.length));
    assertThat(image.iteration()).isEqualTo(3);
    assertThat(page.media()).isEqualTo(new ReportMedia(null, "text/html", HTML.length));
    Response served = get(address(version) + "/" + page.id() + "/media");
    assertThat(served.statusCode()).isEqualTo(200);
    assertThat(served.asByteArray()).isEqualTo(HTML);
    assertThat(served.contentType()).startsWith("text/html");
    assertThat(served.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(served.header("Content-Security-Policy")).isEqualTo("sandbox");
    assertThat(get(address(version) + "/" + image.id() + "/media").asByteArray()).isEqualTo(png);
    assertThat(list(version, "")).containsExactly(image, page);
  }

  @Test
  void refusesFilesThatAreTooLargeOrSomethingElse() {
    VersionView version = create(PROJECT, fresh("refused"));

    assertThat(problem(upload(version, "?title=t", png((100 << 10) + 1)), 413))
        .isEqualTo("too-large");
    assertThat(problem(upload(version, "?title=t", HTML), 415)).isEqualTo("unsupported-media-type");
    assertThat(problem(upload(version, "?title=t&kind=media", png(100)), 415))
        .isEqualTo("unsupported-media-type");
    assertThat(problem(upload(version, "", png(100)), 400)).isEqualTo("invalid-request");
    assertThat(problem(upload(version, "?title=t&kind=table", png(100)), 400))
        .isEqualTo("invalid-request");
    assertThat(problem(upload(version, "?title=t&iteration=x", png(100)), 400))
        .isEqualTo("invalid-request");
    assertThat(list(version, "")).isEmpty();
    file(version, "?title=t", png(100 << 10));
  }

  @Test
  void refusesWhatCannotBeKeptOrShown() {
    VersionView version = create(PROJECT, fresh("bodies"));
    VersionView trashed = create(PROJECT, fresh("bodies"));
    given().delete("/v1/versions/" + trashed.id()).then().statusCode(200);

    for (Map<String, Object> bad :
        List.<Map<String, Object>>of(
            Map.of(),
            Map.of("table", Map.of("columns", List.of(), "rows", List.of())),
            Map.of("table", Map.of("columns", List.of("a"), "rows", List.of(List.of(1, 2)))),
            Map.of("table", Map.of("columns", List.of("a"), "rows", List.of(List.of(List.of())))),
            Map.of("table", Map.of("columns", List.of("a"), "rows", List.of(List.of("\0")))),
            Map.of("histogram", Map.of("values", List.of())),
            Map.of("histogram", Map.of("values", List.of("NaN"))),
            Map.of("histogram", Map.of("labels", List.of("a"), "values", List.of(1, 2))),
            Map.of("points", List.of()),
            Map.of("points", List.of(Map.of("iteration", 1))),
            Map.of("points", List.of(), "table", Map.of()))) {
      Response refused = post(address(version), report("t", "s", 0, bad));
      assertThat(refused.statusCode()).as("%s: %s", bad, refused.asString()).isEqualTo(400);
    }
    String large = "x".repeat(262_144);
    assertThat(problem(post(address(version), report("t", "s", 0, table(large))), 422))
        .isEqualTo("limit-exceeded");
    assertThat(problem(post(address(version), report(" ", "s", 0, table("a"))), 400))
        .isEqualTo("invalid-request");
    assertThat(problem(post(address(version), report("a\nb", "s", 0, table("a"))), 400))
        .isEqualTo("invalid-request");
    assertThat(problem(post(address(trashed), report("t", "s", 0, table("a"))), 409))
        .isEqualTo("wrong-state");
    assertThat(problem(get(address(version) + "?kind=plot"), 400)).isEqualTo("invalid-request");
    assertThat(list(version, "")).isEmpty();
  }

  @Test
  void aVersionHasRoomForSoManyAndReplacingTakesNone() {
    VersionView version = create(PROJECT, fresh("many"));
    for (int i = 0; i < 5; i++) {
      file(version, "?title=t&iteration=" + i, png(20));
    }

    assertThat(problem(upload(version, "?title=t&iteration=5", png(20)), 422))
        .isEqualTo("limit-exceeded");
    file(version, "?title=t&iteration=4", png(30));
    for (int i = 0; i < 20; i++) {
      put(version, report("more", "", i, table("a")));
    }

    List<ReportView> found = new ArrayList<>();
    String after = "";
    while (after != null) {
      Listing page = as(get(address(version) + "?limit=1000" + after), 200, Listing.class);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(20);
      found.addAll(page.items());
      after = page.next() == null ? null : "&after=" + page.next();
    }
    assertThat(found)
        .extracting(report -> report.title() + report.iteration())
        .startsWith("more0", "more1", "more2")
        .hasSize(25)
        .doesNotHaveDuplicates()
        .endsWith("t3", "t4");
  }

  @Test
  void aSeriesHasRoomForSoManyPoints() {
    VersionView version = create(PROJECT, fresh("points"));
    put(version, points("loss", manyPoints(0, 10)));
    put(version, points("loss", manyPoints(10, 20)));

    assertThat(problem(post(address(version), points("loss", new ScalarPoint(-1, 0.0))), 422))
        .isEqualTo("limit-exceeded");

    put(version, points("loss", new ScalarPoint(7, 3.0)));
    assertThat(list(version, "").get(0).points()).hasSize(20).contains(new ScalarPoint(7, 3.0));
  }

  @Test
  void ofManyRacersOneIsLeft() {
    VersionView version = create(PROJECT, fresh("race"));

    List<Integer> answers =
        Race.between(
            () -> post(address(version), report("t", "", 0, table("a"))).statusCode(),
            () -> post(address(version), report("t", "", 0, table("b"))).statusCode(),
            () -> post(address(version), points("p", new ScalarPoint(1, 1.0))).statusCode(),
            () -> post(address(version), points("p", new ScalarPoint(2, 2.0))).statusCode());

    assertThat(answers).containsOnly(201);
    List<ReportView> all = list(version, "");
    assertThat(all).extracting(ReportView::title).containsExactly("p", "t");
    assertThat(all.get(0).points()).hasSize(2);
  }

  @Test
  void areTakenAwayAloneOrWithTheirVersion() {
    VersionView version = create(PROJECT, fresh("gone"));
    ReportView image = file(version, "?title=t", png(20));
    put(version, points("p", new ScalarPoint(1, 1.0)));
    String own = address(version) + "/" + image.id();
    String ofAnother = address(create(PROJECT, fresh("gone"))) + "/" + image.id();

    assertThat(problem(given().delete(ofAnother), 404)).isEqualTo("not-found");
    given().delete(own).then().statusCode(204);
    assertThat(problem(given().delete(own), 404)).isEqualTo("not-found");
    assertThat(list(version, "")).hasSize(1);
    assertThat(database.count("report_file WHERE report = $1", image.id())).isZero();

    given().delete("/v1/versions/" + version.id() + "?now=true").then().statusCode(200);
    assertThat(database.count("report WHERE version = $1", version.id())).isZero();
  }

  /** A page, with the type of its rows. */
  record Listing(List<ReportView> items, @Nullable String next) {}

  private static String address(VersionView version) {
    return "/v1/versions/" + version.id() + "/reports";
  }

  private static Map<String, Object> table(String cell) {
    return Map.of("table", new TableBody(List.of("c"), List.of(List.of(cell))));
  }

  private static Map<String, Object> report(
      String title, String series, long iteration, Map<String, ?> body) {
    Map<String, Object> report = new HashMap<>(body);
    report.put("title", title);
    report.put("series", series);
    report.put("iteration", iteration);
    return report;
  }

  private static Map<String, Object> points(String title, ScalarPoint... points) {
    return Map.of("title", title, "points", List.of(points));
  }

  private static ScalarPoint[] manyPoints(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> new ScalarPoint(i, i / 2.0))
        .toArray(ScalarPoint[]::new);
  }

  private static ReportView put(VersionView version, Map<String, Object> body) {
    return as(post(address(version), body), 201, ReportView.class);
  }

  private static ReportView file(VersionView version, String query, byte[] content) {
    return as(upload(version, query, content), 201, ReportView.class);
  }

  private static Response upload(VersionView version, String query, byte[] content) {
    return given()
        .urlEncodingEnabled(false)
        .contentType("application/octet-stream")
        .body(content)
        .post(address(version) + "/media" + query);
  }

  private static List<ReportView> list(VersionView version, String query) {
    return as(get(address(version) + query), 200, Listing.class).items();
  }

  private static byte[] png(int size) {
    byte[] png = new byte[size];
    byte[] head = "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(head, 0, png, 0, head.length);
    png[size - 1] = 7;
    return png;
  }
}
