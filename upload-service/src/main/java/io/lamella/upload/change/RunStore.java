package io.lamella.upload.change;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Run;
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

  @Inject
  RunStore(Database database, Runs runs, Stores stores) {
    this.database = database;
    this.runs = runs;
    this.stores = stores;
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
    List<RunRow> rows = database.inTransaction(tx -> runs.list(tx, draft.version(), last));
    return merged(draft, rows);
  }

  /** Rows of the draft, the oldest first, as one run. */
  Cursor<Change> merged(Draft draft, List<RunRow> rows) throws IOException {
    List<Cursor<Change>> cursors = new ArrayList<>(rows.size());
    try {
      for (RunRow row : rows) {
        cursors.add(Run.decode(open(draft, row.body(), row.object(), row.bytes())));
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
    return Run.decode(open(draft, run.body(), run.object(), run.bytes()));
  }

  private InputStream open(Draft draft, byte @Nullable [] body, @Nullable String object, long bytes)
      throws IOException {
    if (body != null) {
      return new ByteArrayInputStream(body);
    }
    if (object == null) {
      throw new IllegalStateException("a run has a body or an object");
    }
    return new BufferedInputStream(stores.open(draft.store()).read(object, 0, bytes));
  }
}
