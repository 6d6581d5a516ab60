package io.lamella.metadata.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.IntakeRule;
import io.lamella.contracts.rest.IntakeView;
import io.lamella.contracts.rest.IntakeWindow;
import io.lamella.kit.event.EventJson;
import io.lamella.metadata.dataset.DatasetCatalog;
import io.lamella.metadata.project.Dataset;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rules of datasets, one each. A changed one holds for what comes from then on. */
@ApplicationScoped
class IntakeRules {
  private static final int SHOWN = 20;

  private static final String SET =
      "INSERT INTO intake_rule AS r (dataset, definition, set_by, set_at) VALUES ($1,"
          + " $2::text::jsonb, $3, now()) ON CONFLICT (dataset) DO UPDATE SET definition ="
          + " excluded.definition, revision = r.revision + 1, removed = false, set_by ="
          + " excluded.set_by, set_at = now()";
  private static final String CLOSE =
      "UPDATE intake_window SET state = 'closed', closed_by = $2 WHERE dataset = $1 AND state ="
          + " 'open'";
  private static final String FORGET =
      "DELETE FROM intake_rule r WHERE r.dataset = $1 AND r.removed AND NOT EXISTS (SELECT FROM"
          + " intake_window w WHERE w.dataset = r.dataset AND w.state IN ('open', 'closed'))";

  private final DatasetCatalog datasets;
  private final Pool pool;

  /** Rules are read whole; what their patterns mean is kept. */
  private volatile Map<UUID, Rule> known = Map.of();

  @Inject
  IntakeRules(DatasetCatalog datasets, Pool pool) {
    this.datasets = datasets;
    this.pool = pool;
  }

  /** All rules as they are now. */
  Uni<List<Rule>> all() {
    return pool.query(
            "SELECT dataset, revision, definition::text AS definition FROM intake_rule WHERE NOT"
                + " removed ORDER BY dataset")
        .execute()
        .map(
            rows -> {
              Map<UUID, Rule> before = known;
              Map<UUID, Rule> now = new HashMap<>();
              List<Rule> all = new ArrayList<>();
              for (Row row : rows) {
                Rule rule = before.get(row.getUUID("dataset"));
                if (rule == null || rule.revision() != row.getLong("revision")) {
                  rule = rule(row);
                }
                now.put(rule.dataset(), rule);
                all.add(rule);
              }
              known = now;
              return all;
            });
  }

  private static Rule rule(Row row) {
    IntakeRule definition = definition(row);
    return new Rule(
        row.getUUID("dataset"), row.getLong("revision"), definition, new Criteria(definition));
  }

  static IntakeRule definition(Row row) {
    try {
      return EventJson.MAPPER.readValue(row.getString("definition"), IntakeRule.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row holds other JSON than a rule", e);
    }
  }

  /** Sets a dataset's rule, in the place of the one before. */
  Uni<IntakeView> set(UUID dataset, IntakeRule rule, String by) {
    return dataset(dataset)
        .invoke(Dataset::requireInUse)
        .chain(() -> pool.preparedQuery(SET).execute(Tuple.of(dataset, Filing.json(rule), by)))
        .chain(() -> show(dataset));
  }

  /** Takes a dataset's rule away, if it has one; what has come is still finished. */
  Uni<Void> remove(UUID dataset) {
    return dataset(dataset)
        .chain(
            () ->
                pool.withTransaction(
                    tx ->
                        tx.preparedQuery(
                                "UPDATE intake_rule SET removed = true, revision = revision + 1"
                                    + " WHERE dataset = $1 AND NOT removed")
                            .execute(Tuple.of(dataset))
                            .chain(
                                () ->
                                    tx.preparedQuery(CLOSE).execute(Tuple.of(dataset, "removal")))))
        .chain(() -> forget(dataset));
  }

  /** Deletes a removed rule of which nothing is left to do. */
  Uni<Void> forget(UUID dataset) {
    return pool.preparedQuery(FORGET).execute(Tuple.of(dataset)).replaceWithVoid();
  }

  /** Closes the open window, if there is one. */
  Uni<Void> close(UUID dataset) {
    return show(dataset)
        .chain(() -> pool.preparedQuery(CLOSE).execute(Tuple.of(dataset, "caller")))
        .replaceWithVoid();
  }

  /**
   * A dataset's rule and what came by it.
   *
   * @throws LamellaException {@code not-found} when it has none
   */
  Uni<IntakeView> show(UUID id) {
    return dataset(id)
        .chain(
            dataset ->
                pool.preparedQuery(
                        "SELECT definition::text AS definition, set_by, set_at FROM intake_rule"
                            + " WHERE dataset = $1 AND NOT removed")
                    .execute(Tuple.of(id))
                    .chain(
                        rules -> {
                          if (rules.size() == 0) {
                            throw new LamellaException(
                                ErrorCode.NOT_FOUND, "the dataset has no intake rule: set one");
                          }
                          return view(dataset, rules.iterator().next());
                        }));
  }

  private Uni<Dataset> dataset(UUID id) {
    return Panache.withSession(
        () -> Panache.getSession().chain(session -> datasets.load(session, id)));
  }

  private Uni<IntakeView> view(Dataset dataset, Row rule) {
    return pool.preparedQuery(
            "SELECT * FROM intake_window WHERE dataset = $1 ORDER BY seq DESC LIMIT $2")
        .execute(Tuple.of(dataset.id, SHOWN + 1))
        .map(
            rows -> {
              List<IntakeWindow> windows = new ArrayList<>();
              rows.forEach(row -> windows.add(window(row)));
              boolean isOpen = !windows.isEmpty() && windows.get(0).state().equals("open");
              IntakeWindow open = isOpen ? windows.remove(0) : null;
              return new IntakeView(
                  dataset.project.path,
                  dataset.name,
                  definition(rule),
                  open,
                  windows.subList(0, Math.min(SHOWN, windows.size())),
                  rule.getString("set_by"),
                  rule.getOffsetDateTime("set_at").toInstant());
            });
  }

  private static IntakeWindow window(Row row) {
    return new IntakeWindow(
        row.getLong("seq"),
        row.getUUID("version"),
        row.getString("state"),
        row.getLong("files"),
        row.getLong("bytes"),
        row.getOffsetDateTime("first_at").toInstant(),
        row.getOffsetDateTime("last_at").toInstant(),
        row.getString("closed_by"),
        instant(row.getOffsetDateTime("ended_at")),
        row.getString("detail"));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
