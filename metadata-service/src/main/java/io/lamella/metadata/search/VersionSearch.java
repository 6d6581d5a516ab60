package io.lamella.metadata.search;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.Page;
import io.lamella.contracts.rest.VersionView;
import io.lamella.metadata.limit.Cursor;
import io.lamella.metadata.limit.Paging;
import io.lamella.metadata.number.VersionNumber;
import io.lamella.metadata.version.Catalog;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Finds versions by a filter, the newest first, or the highest of one dataset. */
@ApplicationScoped
public class VersionSearch {
  /** Parts of the cursor of a listing of versions. */
  public static final int CURSOR_PARTS = 2;

  private static final String FROM =
      " FROM version v JOIN dataset d ON d.id = v.dataset JOIN project p ON p.id = d.project";
  private static final String PAGE = "SELECT v.id" + FROM;
  private static final String DATASETS = "SELECT DISTINCT p.path || '/' || d.name" + FROM;
  private static final String AFTER =
      "(v.created, v.id) < (CAST(CAST(:at AS text) AS timestamptz), CAST(CAST(:last AS text) AS"
          + " uuid))";
  private static final int NAMED = 10;

  private final Catalog catalog;

  @Inject
  VersionSearch(Catalog catalog) {
    this.catalog = catalog;
  }

  /** One page of the versions that match; looked for again when all of it went meanwhile. */
  public Uni<Page<VersionView>> page(
      Mutiny.Session session, VersionFilter filter, Paging.Wanted wanted) {
    Sql sql = filter.sql(key(filter.number()));
    Cursor after = wanted.after();
    if (after != null) {
      sql.where(AFTER, "at", after.time(0).toString()).with("last", after.id(1).toString());
    }
    return sql.query(session, PAGE, "v.created DESC, v.id DESC", UUID.class)
        .setMaxResults(wanted.rows())
        .getResultList()
        .chain(
            ids ->
                catalog
                    .list(session, ids)
                    .chain(
                        views ->
                            views.isEmpty() && !ids.isEmpty()
                                ? page(session, filter, wanted)
                                : Uni.createFrom()
                                    .item(wanted.page(ids.size(), views, VersionSearch::place))));
  }

  private static Cursor place(VersionView last) {
    return Cursor.of(last.created().toString(), last.id().toString());
  }

  /**
   * The highest version that matches; an unfinished one only where no finished one does.
   *
   * @throws LamellaException {@code version-not-found}, or {@code ambiguous} naming the datasets
   *     when they are several
   */
  public Uni<UUID> highest(Mutiny.Session session, VersionFilter filter) {
    return datasets(session, filter.finished())
        .chain(
            finished ->
                finished.isEmpty() && filter.unfinished()
                    ? datasets(session, filter).chain(all -> highest(session, filter, all))
                    : highest(session, filter.finished(), finished));
  }

  private static Uni<List<String>> datasets(Mutiny.Session session, VersionFilter filter) {
    return filter
        .sql(key(filter.number()))
        .query(session, DATASETS, "1", String.class)
        .setMaxResults(NAMED + 1)
        .getResultList();
  }

  private static Uni<UUID> highest(
      Mutiny.Session session, VersionFilter filter, List<String> datasets) {
    if (datasets.size() > 1) {
      throw new LamellaException(
          ErrorCode.AMBIGUOUS,
          "several datasets match, say which: "
              + datasets.stream().limit(NAMED).collect(Collectors.joining(", "))
              + (datasets.size() > NAMED ? ", and more" : ""));
    }
    return filter
        .sql(key(filter.number()))
        .query(session, PAGE, "v.number_key DESC", UUID.class)
        .setMaxResults(1)
        .getSingleResultOrNull()
        .onItem()
        .ifNull()
        .failWith(() -> new LamellaException(ErrorCode.VERSION_NOT_FOUND, "no version matches"));
  }

  private static @Nullable String key(@Nullable String number) {
    return number == null
        ? null
        : VersionNumber.parse(number).map(n -> n.key().text()).orElse(null);
  }
}
