package io.lamella.upload.ingest;

import io.lamella.contracts.event.IngestPlanned;
import io.lamella.contracts.rest.IngestCounts;
import io.lamella.upload.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An ingest's row.
 *
 * @param id its id
 * @param version id of the version whose draft it fills
 * @param epoch the version's turn
 * @param attempt which attempt this is
 * @param plan what it is to load
 * @param state how far it is
 * @param missesOnly only what was missed before is loaded
 * @param cleared what is to be replaced is gone from the draft
 * @param source number of the source that is being listed
 * @param position what its listing goes on behind; null: at its start
 * @param items items told so far
 * @param doneItems items whose effect is in the draft
 * @param counts how far it has come
 * @param tries listings that ended with a failure, one after the other
 * @param traceparent where it was asked for; null: in no trace
 */
record Ingest(
    UUID id,
    UUID version,
    long epoch,
    int attempt,
    IngestPlanned plan,
    State state,
    boolean missesOnly,
    boolean cleared,
    int source,
    @Nullable String position,
    int items,
    int doneItems,
    IngestCounts counts,
    int tries,
    @Nullable String traceparent) {
  static final String COLUMNS =
      "id, version, epoch, attempt, plan::text AS plan, state, misses_only, cleared, source,"
          + " position, items, done_items, files, bytes, done_files, done_bytes, failed_files,"
          + " tries, traceparent";

  /** How far an ingest is. */
  enum State {
    PLANNING,
    LOADING,
    LOADED,
    CANCELLED
  }

  static Ingest of(Row row) {
    State state = State.valueOf(row.getString("state"));
    return new Ingest(
        row.getUUID("id"),
        row.getUUID("version"),
        row.getLong("epoch"),
        row.getInteger("attempt"),
        Columns.json(row, "plan", IngestPlanned.class),
        state,
        row.getBoolean("misses_only"),
        row.getBoolean("cleared"),
        row.getInteger("source"),
        row.getString("position"),
        row.getInteger("items"),
        row.getInteger("done_items"),
        new IngestCounts(
            state == State.LOADING || state == State.LOADED,
            row.getLong("files"),
            row.getLong("bytes"),
            row.getLong("done_files"),
            row.getLong("done_bytes"),
            row.getLong("failed_files")),
        row.getInteger("tries"),
        row.getString("traceparent"));
  }

  /** Whether nobody waits for more of it. */
  boolean isEnded() {
    return state == State.LOADED || state == State.CANCELLED;
  }

  /** Items that wait or are worked on. */
  int outstanding() {
    return items - doneItems;
  }
}
