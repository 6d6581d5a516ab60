package io.lamella.upload.change;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.upload.database.Database;
import io.lamella.upload.database.Transaction;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.DraftState;
import io.lamella.upload.draft.Drafts;
import io.lamella.upload.transfer.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Merges many small runs into one as they come, level by level: a change is written a few times
 * over, whatever the number of runs, and a seal never meets thousands of them.
 */
@ApplicationScoped
public class RunMerger {
  private static final Logger LOG = Logger.getLogger(RunMerger.class);

  /** So many runs of a level stand side by side. */
  private static final int FAN = 64;

  private final Database database;
  private final Drafts drafts;
  private final Runs runs;
  private final RunStore store;
  private final Workers workers;
  private final Set<UUID> busy = ConcurrentHashMap.newKeySet();

  @Inject
  RunMerger(Database database, Drafts drafts, Runs runs, RunStore store, Workers workers) {
    this.database = database;
    this.drafts = drafts;
    this.runs = runs;
    this.store = store;
    this.workers = workers;
  }

  /** Looks, in the background, whether the draft has runs to merge. */
  void look(UUID version) {
    if (busy.add(version)) {
      workers.slow().execute(() -> mergeAll(version));
    }
  }

  private void mergeAll(UUID version) {
    try {
      while (merge(version)) {
        LOG.debugf("merged runs of %s", version);
      }
    } catch (IOException | RuntimeException e) {
      LOG.infof("runs of %s stay as they are: %s", version, e);
    } finally {
      busy.remove(version);
    }
  }

  private boolean merge(UUID version) throws IOException {
    Optional<Draft> draft = database.inTransaction(tx -> drafts.find(tx, version));
    if (draft.isEmpty() || draft.get().state() != DraftState.OPEN) {
      return false;
    }
    List<Runs.Place> tail = tail(database.inTransaction(tx -> runs.places(tx, version)));
    if (tail.isEmpty()) {
      return false;
    }
    long first = tail.get(0).seq();
    long last = tail.get(tail.size() - 1).seq();
    List<RunRow> chosen = database.inTransaction(tx -> runs.list(tx, version, first, last));
    NewRun merged;
    try (Cursor<Change> cursor = store.merged(draft.get(), chosen)) {
      merged = store.write(draft.get(), cursor);
    }
    return database.inTransaction(tx -> replace(tx, version, chosen, merged));
  }

  /** The newest runs, if more than {@link #FAN} of them are of no higher level than one. */
  static List<Runs.Place> tail(List<Runs.Place> rows) {
    int top = rows.stream().mapToInt(Runs.Place::level).max().orElse(0);
    for (int level = 0; level <= top; level++) {
      int from = rows.size();
      while (from > 0 && rows.get(from - 1).level() <= level) {
        from--;
      }
      if (rows.size() - from > FAN) {
        return rows.subList(from, rows.size());
      }
    }
    return List.of();
  }

  private boolean replace(Transaction tx, UUID version, List<RunRow> chosen, NewRun merged) {
    Optional<Draft> locked = drafts.lock(tx, version);
    if (locked.isEmpty() || locked.get().state() != DraftState.OPEN) {
      return false;
    }
    if (runs.remove(tx, locked.get(), chosen) != chosen.size()) {
      throw new IllegalStateException("another process merged them");
    }
    int level = chosen.stream().mapToInt(RunRow::level).max().orElse(0) + 1;
    long place = chosen.get(chosen.size() - 1).seq();
    runs.insert(tx, version, place, Math.max(level, merged.level()), merged);
    return true;
  }
}
