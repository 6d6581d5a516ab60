package io.lamella.metadata.dataset;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.Page;
import io.lamella.metadata.limit.Cursor;
import io.lamella.metadata.limit.Paging;
import io.lamella.metadata.project.Dataset;
import io.lamella.metadata.search.DatasetFilter;
import io.lamella.metadata.search.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads datasets, with the number of their versions. */
@ApplicationScoped
public class DatasetCatalog {
  /** Parts of the cursor of a listing of datasets. */
  public static final int CURSOR_PARTS = 2;

  private static final String PAGE =
      "SELECT d.id FROM dataset d JOIN project p ON p.id = d.project";
  private static final String AFTER = "(p.path, d.name) > (:path, :dataset)";
  private static final String LOAD = "from Dataset d join fetch d.project where d.id in (:ids)";
  private static final String COUNT =
      "select v.dataset.id, count(*) from Version v where v.dataset.id in (:ids) and v.trashed is null"
          + " group by v.dataset.id";

  /**
   * One page of the datasets that match, in the order of project and name; looked for again when
   * all of it went meanwhile.
   */
  public Uni<Page<DatasetView>> page(
      Mutiny.Session session, DatasetFilter filter, Paging.Wanted wanted) {
    Sql sql = filter.sql();
    Cursor after = wanted.after();
    if (after != null) {
      sql.where(AFTER, "path", after.parts().get(0)).with("dataset", after.parts().get(1));
    }
    return sql.query(session, PAGE, "p.path, d.name", UUID.class)
        .setMaxResults(wanted.rows())
        .getResultList()
        .chain(
            ids ->
                list(session, ids)
                    .chain(
                        views ->
                            views.isEmpty() && !ids.isEmpty()
                                ? page(session, filter, wanted)
                                : Uni.createFrom()
                                    .item(wanted.page(ids.size(), views, DatasetCatalog::place))));
  }

  private static Cursor place(DatasetView last) {
    return Cursor.of(last.project(), last.name());
  }

  /**
   * The dataset with its project.
   *
   * @throws LamellaException {@code dataset-not-found}
   */
  public Uni<Dataset> load(Mutiny.Session session, UUID id) {
    return loadAll(session, List.of(id))
        .map(
            found -> {
              if (found.isEmpty()) {
                throw new LamellaException(
                    ErrorCode.DATASET_NOT_FOUND, "there is no dataset " + id);
              }
              return found.get(0);
            });
  }

  /** One dataset as callers see it. */
  public Uni<DatasetView> show(Mutiny.Session session, UUID id) {
    return load(session, id)
        .chain(
            dataset ->
                counts(session, List.of(id))
                    .map(counts -> view(dataset, counts.getOrDefault(id, 0L))));
  }

  private static Uni<List<Dataset>> loadAll(Mutiny.Session session, List<UUID> ids) {
    return session.createQuery(LOAD, Dataset.class).setParameter("ids", ids).getResultList();
  }

  private static Uni<Map<UUID, Long>> counts(Mutiny.Session session, List<UUID> ids) {
    return session
        .createQuery(COUNT, Object[].class)
        .setParameter("ids", ids)
        .getResultList()
        .map(
            rows -> {
              Map<UUID, Long> counts = new HashMap<>();
              rows.forEach(row -> counts.put((UUID) row[0], (Long) row[1]));
              return counts;
            });
  }

  private static Uni<List<DatasetView>> list(Mutiny.Session session, List<UUID> ids) {
    if (ids.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return loadAll(session, ids)
        .chain(
            found -> {
              Map<UUID, Dataset> byId = new HashMap<>();
              found.forEach(d -> byId.put(d.id, d));
              return counts(session, ids)
                  .map(
                      counts ->
                          ids.stream()
                              .map(byId::get)
                              .filter(Objects::nonNull)
                              .map(d -> view(d, counts.getOrDefault(d.id, 0L)))
                              .toList());
            });
  }

  private static DatasetView view(Dataset d, long versions) {
    return new DatasetView(
        d.id,
        d.project.path,
        d.name,
        d.description,
        d.tags,
        d.profile,
        d.storage,
        versions,
        d.created,
        d.updated);
  }
}
