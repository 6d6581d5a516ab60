package io.lamella.metadata.report;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.Page;
import io.lamella.contracts.rest.ReportView;
import io.lamella.contracts.rest.ScalarPoint;
import io.lamella.metadata.limit.Cursor;
import io.lamella.metadata.limit.Paging;
import io.lamella.metadata.limit.Rules;
import io.lamella.metadata.version.Catalog;
import io.lamella.metadata.version.Transitions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Keeps reports on versions, in whatever state they are. Of a kind, title, series and iteration
 * there is one, the last one that was put there; whoever asks sees it or the one before, and never
 * none. Whoever puts one holds the version's row.
 */
@ApplicationScoped
class Reports {
  /** Parts of the cursor of a listing. */
  static final int CURSOR_PARTS = 4;

  /** Rows hold what is reported, which is large: a page never has more of them. */
  private static final int PAGE = 20;

  private static final String SAME =
      "FROM report r WHERE r.version = :version AND r.kind = :kind AND r.title = :title"
          + " AND r.series = :series AND r.iteration = :iteration";
  private static final String LIST =
      """
      SELECT r.* FROM report r WHERE r.version = :version
        AND (CAST(:named AS text) = '' OR r.title = :named)
        AND (CAST(:ofKind AS text) = '' OR r.kind = :ofKind)
        AND (CAST(:after AS text) = ''
          OR (r.title, r.series, r.kind, r.iteration)
            > (:title, :series, :kind, CAST(:iteration AS bigint)))
      ORDER BY r.title, r.series, r.kind, r.iteration
      """;
  private static final String POINTS =
      "from ReportPoint p where p.report in (:reports) order by p.report, p.iteration";
  private static final String PUT_POINTS =
      """
      INSERT INTO report_point (report, iteration, value)
      SELECT CAST(:report AS uuid), p.iteration, p.value
      FROM unnest(CAST(string_to_array(:iterations, ',') AS bigint[]),
                  CAST(string_to_array(:values, ',') AS double precision[])) AS p(iteration, value)
      ON CONFLICT (report, iteration) DO UPDATE SET value = excluded.value
      """;
  private static final String OF_REPORTS =
      "SELECT count(*), count(type) FROM report WHERE version = :version";

  private final Catalog catalog;
  private final Rules rules;
  private final ReportConfig limits;

  @Inject
  Reports(Catalog catalog, Rules rules, ReportConfig limits) {
    this.catalog = catalog;
    this.rules = rules;
    this.limits = limits;
  }

  /** Puts a table or histogram on a version. */
  Uni<ReportView> put(UUID version, Label label, Body body, String by) {
    return on(
        version,
        session ->
            make(session, version, label, by, report -> report.body = body)
                .map(report -> report.view(List.of())));
  }

  /**
   * Puts an image or other file on a version.
   *
   * @param name what it was called
   * @param type its media type
   */
  Uni<ReportView> put(
      UUID version, Label label, @Nullable String name, String type, byte[] content, String by) {
    return on(
        version,
        session ->
            make(
                    session,
                    version,
                    label,
                    by,
                    report -> {
                      report.name = name;
                      report.type = type;
                      report.bytes = content.length;
                    })
                .call(
                    report -> {
                      ReportFile file = new ReportFile();
                      file.report = report.id;
                      file.content = content;
                      return session.persist(file);
                    })
                .map(report -> report.view(List.of())));
  }

  /** Adds points to a series; one of the same iteration is replaced. */
  Uni<ReportView> put(UUID version, Label label, List<ScalarPoint> points, String by) {
    return on(
        version,
        session ->
            same(session, version, label)
                .chain(
                    found ->
                        found == null
                            ? make(session, version, label, by, report -> {})
                            : again(found, by))
                .call(session::flush)
                .chain(report -> add(session, report, points)));
  }

  private static Uni<Report> again(Report report, String by) {
    report.at = Transitions.now();
    report.by = by;
    return Uni.createFrom().item(report);
  }

  private Uni<ReportView> add(Mutiny.Session session, Report report, List<ScalarPoint> points) {
    Map<Long, Double> last =
        points.stream()
            .collect(Collectors.toMap(ScalarPoint::iteration, ScalarPoint::value, (a, b) -> b));
    return session
        .createNativeQuery(PUT_POINTS)
        .setParameter("report", report.id.toString())
        .setParameter("iterations", joined(last.keySet()))
        .setParameter("values", joined(last.values()))
        .executeUpdate()
        .chain(() -> points(session, List.of(report.id)))
        .map(
            all -> {
              List<ScalarPoint> kept = all.getOrDefault(report.id, List.of());
              rules.within("a series", kept.size(), limits.points(), "points");
              return report.view(kept);
            });
  }

  private static String joined(Iterable<?> values) {
    StringBuilder text = new StringBuilder();
    values.forEach(value -> text.append(text.isEmpty() ? "" : ",").append(value));
    return text.toString();
  }

  private <T> Uni<T> on(UUID version, Function<Mutiny.Session, Uni<T>> work) {
    return Panache.withTransaction(
        () ->
            Panache.getSession()
                .chain(
                    session -> catalog.hold(session, version).chain(held -> work.apply(session))));
  }

  /** Fills in what a kind of report has. */
  private interface Filling {
    void fill(Report report);
  }

  /** A report in the place of the one that has its label, if there is one. */
  private Uni<Report> make(
      Mutiny.Session session, UUID version, Label label, String by, Filling filling) {
    Report report = new Report();
    report.id = UUID.randomUUID();
    report.version = version;
    report.kind = label.kind().word();
    report.title = label.title();
    report.series = label.series();
    report.iteration = label.iteration();
    report.at = Transitions.now();
    report.by = by;
    filling.fill(report);
    return with(session.createNativeQuery("DELETE " + SAME), version, label)
        .executeUpdate()
        .chain(() -> room(session, version, report.type != null))
        .chain(() -> session.persist(report))
        .chain(session::flush)
        .replaceWith(report);
  }

  private Uni<Void> room(Mutiny.Session session, UUID version, boolean isFile) {
    return session
        .createNativeQuery(OF_REPORTS, Object[].class)
        .setParameter("version", version)
        .getSingleResult()
        .invoke(
            counts -> {
              rules.within("a version", 1 + number(counts[0]), limits.most(), "reports");
              if (isFile) {
                rules.within(
                    "a version", 1 + number(counts[1]), limits.media(), "images and media");
              }
            })
        .replaceWithVoid();
  }

  private static long number(Object count) {
    return ((Number) count).longValue();
  }

  private static Uni<@Nullable Report> same(Mutiny.Session session, UUID version, Label label) {
    return with(session.createNativeQuery("SELECT r.* " + SAME, Report.class), version, label)
        .getSingleResultOrNull();
  }

  private static <Q extends Mutiny.AbstractQuery> Q with(Q query, UUID version, Label label) {
    query.setParameter("version", version);
    query.setParameter("kind", label.kind().word());
    query.setParameter("title", label.title());
    query.setParameter("series", label.series());
    query.setParameter("iteration", label.iteration());
    return query;
  }

  /**
   * Reports on a version by title, series, kind and iteration, few on a page.
   *
   * @param title of this title; null: of all
   * @param kind of this kind; null: of all
   */
  Uni<Page<ReportView>> page(
      UUID version, @Nullable String title, @Nullable ReportKind kind, Paging.Wanted asked) {
    Paging.Wanted wanted = new Paging.Wanted(asked.after(), Math.min(asked.size(), PAGE));
    Cursor after = wanted.after();
    return Panache.withSession(
        () ->
            Panache.getSession()
                .chain(
                    session ->
                        catalog
                            .load(session, version)
                            .chain(
                                () ->
                                    session
                                        .createNativeQuery(LIST, Report.class)
                                        .setParameter("version", version)
                                        .setParameter(
                                            "named", Objects.requireNonNullElse(title, ""))
                                        .setParameter("ofKind", kind == null ? "" : kind.word())
                                        .setParameter("after", after == null ? "" : "yes")
                                        .setParameter("title", part(after, 0))
                                        .setParameter("series", part(after, 1))
                                        .setParameter("kind", part(after, 2))
                                        .setParameter(
                                            "iteration", after == null ? 0L : after.number(3))
                                        .setMaxResults(wanted.rows())
                                        .getResultList())
                            .map(found -> wanted.page(found.size(), found, Reports::place))
                            .chain(page -> views(session, page))));
  }

  private static String part(@Nullable Cursor cursor, int part) {
    return cursor == null ? "" : cursor.parts().get(part);
  }

  private static Cursor place(Report last) {
    return Cursor.of(last.title, last.series, last.kind, Long.toString(last.iteration));
  }

  private static Uni<Page<ReportView>> views(Mutiny.Session session, Page<Report> page) {
    List<UUID> ids = page.items().stream().map(report -> report.id).toList();
    return points(session, ids)
        .map(
            points ->
                new Page<>(
                    page.items().stream()
                        .map(report -> report.view(points.getOrDefault(report.id, List.of())))
                        .toList(),
                    page.next()));
  }

  private static Uni<Map<UUID, List<ScalarPoint>>> points(
      Mutiny.Session session, List<UUID> reports) {
    if (reports.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return session
        .createQuery(POINTS, ReportPoint.class)
        .setParameter("reports", reports)
        .getResultList()
        .map(
            found ->
                found.stream()
                    .collect(
                        Collectors.groupingBy(
                            point -> point.report,
                            Collectors.mapping(ReportPoint::view, Collectors.toList()))));
  }

  /**
   * One report on a version.
   *
   * @throws LamellaException {@code not-found}
   */
  Uni<ReportView> get(UUID version, UUID id) {
    return reading(
        version,
        id,
        (session, report) ->
            points(session, List.of(id))
                .map(points -> report.view(points.getOrDefault(id, List.of()))));
  }

  /**
   * The file of a report.
   *
   * @throws LamellaException {@code not-found}
   */
  Uni<File> file(UUID version, UUID id) {
    return reading(
        version,
        id,
        (session, report) ->
            session
                .find(ReportFile.class, id)
                .onItem()
                .ifNull()
                .failWith(() -> none(id))
                .map(file -> new File(report, file)));
  }

  /** A report and its bytes. */
  record File(Report report, ReportFile content) {}

  /**
   * Takes a report away.
   *
   * @throws LamellaException {@code not-found}
   */
  Uni<Void> delete(UUID version, UUID id) {
    return on(version, session -> load(session, version, id).chain(session::remove));
  }

  private static <T> Uni<T> reading(
      UUID version, UUID id, BiFunction<Mutiny.Session, Report, Uni<T>> work) {
    return Panache.withSession(
        () ->
            Panache.getSession()
                .chain(
                    session ->
                        load(session, version, id).chain(report -> work.apply(session, report))));
  }

  private static Uni<Report> load(Mutiny.Session session, UUID version, UUID id) {
    return session
        .find(Report.class, id)
        .map(
            found -> {
              if (found == null || !found.version.equals(version)) {
                throw none(id);
              }
              return found;
            });
  }

  private static LamellaException none(UUID id) {
    return new LamellaException(ErrorCode.NOT_FOUND, "there is no such report, or file: " + id);
  }
}
