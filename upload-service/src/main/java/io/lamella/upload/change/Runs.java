package io.lamella.upload.change;

import io.lamella.upload.database.Columns;
import io.lamella.upload.database.Transaction;
import io.lamella.upload.draft.Draft;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The table of the drafts' runs. What changes it holds the draft's row lock. */
@ApplicationScoped
public class Runs {
  /** Readers that began before an object was replaced have so long to end. */
  private static final Duration GRACE = Duration.ofMinutes(15);

  /** Runs up to {@code last}, the oldest first. */
  public List<RunRow> list(Transaction tx, UUID version, long last) {
    return list(tx, version, 0, last);
  }

  /** A run's place and level, without its bytes. */
  record Place(long seq, int level) {}

  /** The places of all runs, the oldest first. */
  List<Place> places(Transaction tx, UUID version) {
    return tx
        .run("SELECT seq, level FROM draft_run WHERE version = $1 ORDER BY seq", version)
        .stream()
        .map(row -> new Place(row.getLong("seq"), row.getInteger("level")))
        .toList();
  }

  /** Runs from {@code first} to {@code last}, the oldest first. */
  List<RunRow> list(Transaction tx, UUID version, long first, long last) {
    return tx
        .run(
            "SELECT seq, level, body, object, bytes FROM draft_run WHERE version = $1"
                + " AND seq BETWEEN $2 AND $3 ORDER BY seq",
            version,
            first,
            last)
        .stream()
        .map(Runs::of)
        .toList();
  }

  private static RunRow of(Row row) {
    return new RunRow(
        row.getLong("seq"),
        row.getInteger("level"),
        row.getValue("body") == null ? null : Columns.bytes(row, "body"),
        row.getString("object"),
        row.getLong("bytes"));
  }

  /** Appends runs to a locked draft; answers the place of the last one. */
  long append(Transaction tx, Draft draft, List<NewRun> runs) {
    long seq = draft.nextRun();
    for (NewRun run : runs) {
      insert(tx, draft.version(), seq++, run.level(), run);
    }
    tx.run("UPDATE draft SET next_run = $2 WHERE version = $1", draft.version(), seq);
    return seq - 1;
  }

  void insert(Transaction tx, UUID version, long seq, int level, NewRun run) {
    byte[] body = run.body();
    tx.run(
        "INSERT INTO draft_run (version, seq, level, body, object, bytes) VALUES ($1, $2, $3, $4,"
            + " $5, $6)",
        version,
        seq,
        level,
        body == null ? null : Buffer.buffer(body),
        run.object(),
        run.bytes());
    if (run.object() != null) {
      tx.run("DELETE FROM run_litter WHERE object = $1", run.object());
    }
  }

  /** Removes runs; their objects go a while later. Answers how many there were. */
  int remove(Transaction tx, Draft draft, List<RunRow> runs) {
    Long[] places = runs.stream().map(RunRow::seq).toArray(Long[]::new);
    tx.run(
        "INSERT INTO run_litter (object, store, after) SELECT object, $3, $4 FROM draft_run WHERE"
            + " version = $1 AND seq = ANY($2) AND object IS NOT NULL",
        draft.version(),
        places,
        draft.store(),
        Columns.time(Instant.now().plus(GRACE)));
    return tx.change(
        "DELETE FROM draft_run WHERE version = $1 AND seq = ANY($2)", draft.version(), places);
  }

  /** Removes a draft with all that hangs on it; the runs' objects go a while later. */
  public void removeDraft(Transaction tx, UUID version) {
    removeAll(tx, version);
    tx.run("DELETE FROM draft WHERE version = $1", version);
  }

  /** Removes all runs of a draft; their objects go a while later. */
  public void removeAll(Transaction tx, UUID version) {
    tx.run(
        "INSERT INTO run_litter (object, store, after) SELECT r.object, d.store, $2 FROM draft_run"
            + " r JOIN draft d USING (version) WHERE version = $1 AND r.object IS NOT NULL",
        version,
        Columns.time(Instant.now().plus(GRACE)));
    tx.run("DELETE FROM draft_run WHERE version = $1", version);
  }
}
