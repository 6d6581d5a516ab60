package io.lamella.upload.change;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Run;
import io.lamella.content.manifest.RunIndex;
import io.lamella.upload.database.Columns;
import io.lamella.upload.database.Database;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.pack.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bytes of runs: in rows, or objects {@code runs/<domain>/<version>/<name>}. */
@ApplicationScoped
public class RunStore {
  /** A run that is not registered so long after it was begun will never be. */
  private static final Duration WRITING = Duration.ofHours(12);

  private final Database database;
  private final Runs runs;
  private final Stores stores;
  private final RunIndexes indexes;

  @Inject
  RunStore(Database database, Runs runs, Stores stores, RunIndexes indexes) {
    this.database = database;
    this.runs = runs;
    this.stores = stores;
    this.indexes = indexes;
  }

  /** Encodes a run of the draft; it counts only once it is appended. */
  public NewRun write(Draft draft, Cursor<Change> run) throws IOException {
    return write(draft, run, () -> reserve(draft));
  }

  /** As above, under a name of {@code litter} if it becomes an object. */
  NewRun write(Draft draft, Cursor<Change> run, RunWriter.Litter litter) throws IOException {
    try (RunWriter writer = new RunWriter(stores.open(draft.store()), litter)) {
      return writer.write(run);
    }
  }

  /** A fresh name for a run of the draft, which goes after a while unless a run has it. */
  String reserve(Draft draft) {
    String key = "runs/" + draft.domain() + "/" + draft.version() + "/" + UUID.randomUUID();
    database.transact(
        tx ->
            tx.run(
                "INSERT INTO run_litter (object, store, after) VALUES ($1, $2, $3)",
                key,
                draft.store(),
                Columns.time(Instant.now().plus(WRITING))));
    return key;
  }

  /** Keeps runs that are not registered yet for as long again as they had in the beginning. */
  public void keep(Collection<NewRun> some) {
    String[] objects =
        some.stream().map(NewRun::object).filter(Objects::nonNull).toArray(String[]::new);
    database.transact(
        tx ->
            tx.run(
                "UPDATE run_litter SET after = $2 WHERE object = ANY($1)",
                objects,
                Columns.time(Instant.now().plus(WRITING))));
  }

  /** Removes a run that will never be registered; what fails here is cleaned up later. */
  public void discard(NewRun run) {
    String object = run.object();
    if (object != null) {
      database.transact(
          tx ->
              tx.run(
                  "UPDATE run_litter SET after = $2 WHERE object = $1",
                  object,
                  Columns.time(Instant.now())));
    }
  }

  /** What the draft holds, up to the run {@code last}, as one run. */
  public Cursor<Change> merged(Draft draft, long last) throws IOException {
    return merged(draft, rows(draft, last));
  }

  private List<RunRow> rows(Draft draft, long last) {
    return database.inTransaction(tx -> runs.list(tx, draft.version(), last));
  }

  /**
   * What the draft holds, up to the run {@code last}, as one run that begins near a path.
   *
   * @param from what comes before it may be there in part: it is for the caller to leave out
   */
  Cursor<Change> mergedFrom(Draft draft, long last, EntryPath from) throws IOException {
    return mergedFrom(draft, rows(draft, last), from);
  }

  /** What the draft holds, up to the run {@code last}, at or beneath paths and at their folders. */
  Cursor<Change> mergedAt(Draft draft, long last, Collection<EntryPath> paths) {
    return mergedAt(draft, rows(draft, last), paths);
  }

  /** As above, of rows of the draft, the oldest first. */
  Cursor<Change> mergedAt(Draft draft, List<RunRow> rows, Collection<EntryPath> paths) {
    return new DraftPart(paths, from -> mergedFrom(draft, rows, from));
  }

  private Cursor<Change> mergedFrom(Draft draft, List<RunRow> rows, EntryPath from)
      throws IOException {
    return merged(
        rows,
        row ->
            Run.decodeFrom(
                offset -> open(draft, row.body(), row.object(), offset, row.bytes() - offset),
                row.object() == null ? new RunIndex() : indexes.of(row.object(), row.bytes()),
                from));
  }

  /** Rows of the draft, the oldest first, as one run. */
  Cursor<Change> merged(Draft draft, List<RunRow> rows) throws IOException {
    return merged(rows, row -> Run.decode(open(draft, row.body(), row.object(), 0, row.bytes())));
  }

  private interface Reading {
    Cursor<Change> of(RunRow row) throws IOException;
  }

  private static Cursor<Change> merged(List<RunRow> rows, Reading reading) throws IOException {
    List<Cursor<Change>> cursors = new ArrayList<>(rows.size());
    try {
      for (RunRow row : rows) {
        cursors.add(reading.of(row));
      }
      return Run.merge(cursors);
    } catch (IOException | RuntimeException e) {
      for (Cursor<Change> cursor : cursors) {
        cursor.close();
      }
      throw e;
    }
  }

  /** A run that is not registered yet. */
  public Cursor<Change> open(Draft draft, NewRun run) throws IOException {
    return Run.decode(open(draft, run.body(), run.object(), 0, run.bytes()));
  }

  private InputStream open(
      Draft draft, byte @Nullable [] body, @Nullable String object, long offset, long length)
      throws IOException {
    if (body != null) {
      return new ByteArrayInputStream(body, (int) offset, (int) length);
    }
    if (object == null) {
      throw new IllegalStateException("a run has a body or an object");
    }
    return new BufferedInputStream(stores.open(draft.store()).read(object, offset, length));
  }
}
