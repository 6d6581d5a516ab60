package io.lamella.metadata.intake;

import io.lamella.contracts.rest.IntakeRule;
import io.vertx.mutiny.sqlclient.Row;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The oldest window of a dataset that has not ended: the one whose version is being made.
 *
 * @param isClosed whether nothing more comes into it
 * @param made whether its version was made
 * @param ending what was decided when all of it was loaded, {@link #SEALED} or {@link #EMPTY}
 * @param resting why nothing may be made in the dataset now; null: it may
 * @param traceparent where its first piece came; null: in no trace
 */
record Head(
    UUID dataset,
    long seq,
    UUID version,
    boolean isClosed,
    boolean made,
    @Nullable String ending,
    IntakeRule rule,
    String by,
    String project,
    String name,
    @Nullable String resting,
    @Nullable String traceparent) {
  static final String SEALED = "sealed";
  static final String EMPTY = "empty";

  static final String SELECT =
      "SELECT w.dataset, w.seq, w.version, w.state, w.made, w.ending, w.traceparent,"
          + " r.definition::text AS definition, r.set_by, p.path, d.name, d.archived, d.trashed FROM intake_window w JOIN"
          + " intake_rule r ON r.dataset = w.dataset JOIN dataset d ON d.id = w.dataset JOIN project"
          + " p ON p.id = d.project WHERE w.dataset = $1 AND w.state IN ('open', 'closed') ORDER BY"
          + " w.seq LIMIT 1";

  static Head of(Row row) {
    return new Head(
        row.getUUID("dataset"),
        row.getLong("seq"),
        row.getUUID("version"),
        row.getString("state").equals("closed"),
        row.getBoolean("made"),
        row.getString("ending"),
        IntakeRules.definition(row),
        row.getString("set_by"),
        row.getString("path"),
        row.getString("name"),
        row.getOffsetDateTime("trashed") != null
            ? "the dataset is in the trash"
            : row.getBoolean("archived") ? "the dataset is archived" : null,
        row.getString("traceparent"));
  }
}
