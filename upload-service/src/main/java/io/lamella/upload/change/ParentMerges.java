package io.lamella.upload.change;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.ParentMerge;
import io.lamella.content.pack.PackSource;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.upload.database.Database;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.Drafts;
import io.lamella.upload.draft.Merging;
import io.lamella.upload.pack.StoredPacks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Merges the parents of a draft into the run before its first: on top of the last parent's tree it
 * makes the merge, and everything else about a draft is as with one parent. Whoever comes first
 * does it; whoever does it meanwhile gets the same.
 */
@ApplicationScoped
public class ParentMerges implements Merging {
  /** The place before the first run. */
  private static final long PLACE = 0;

  private final Database database;
  private final Drafts drafts;
  private final Runs runs;
  private final RunStore store;
  private final StoredPacks storedPacks;

  @Inject
  ParentMerges(
      Database database, Drafts drafts, Runs runs, RunStore store, StoredPacks storedPacks) {
    this.database = database;
    this.drafts = drafts;
    this.runs = runs;
    this.store = store;
    this.storedPacks = storedPacks;
  }

  @Override
  public Draft merged(Draft draft) throws IOException {
    Ticket.Merge merge = draft.merge();
    if (merge == null || !draft.isUnmerged()) {
      return draft;
    }
    PackSource packs = storedPacks.of(draft.domains());
    try (Counting steps = new Counting(ParentMerge.steps(packs, draft.parents(), merge))) {
      NewRun run = store.write(draft, ParentMerge.run(steps));
      return database.inTransaction(
          tx -> {
            Draft locked = drafts.lockKnown(tx, draft.version());
            if (locked.isUnmerged()) {
              if (run.puts() + run.deletes() > 0) {
                runs.insert(tx, draft.version(), PLACE, run.level(), run);
              }
              drafts.merged(tx, draft.version(), steps.conflicts);
            }
            return drafts.find(tx, draft.version()).orElse(locked);
          });
    }
  }

  /** Counts the conflicts that pass. */
  private static final class Counting implements Cursor<ParentMerge.Step> {
    private final Cursor<ParentMerge.Step> steps;
    private long conflicts;

    private Counting(Cursor<ParentMerge.Step> steps) {
      this.steps = steps;
    }

    @Override
    public ParentMerge.@Nullable Step next() throws IOException {
      ParentMerge.Step step = steps.next();
      if (step != null && step.conflict()) {
        conflicts++;
      }
      return step;
    }

    @Override
    public void close() throws IOException {
      steps.close();
    }
  }
}
