package io.lamella.upload.change;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.Run;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.RunAccepted;
import io.lamella.upload.database.Database;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.Drafts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Registers a run together with folders, which count only where nothing lies beneath them. */
@ApplicationScoped
public class Registry {
  private static final int TRIES = 8;

  private final Database database;
  private final Drafts drafts;
  private final RunStore store;
  private final Appends appends;
  private final Inherited inherited;

  @Inject
  Registry(Database database, Drafts drafts, RunStore store, Appends appends, Inherited inherited) {
    this.database = database;
    this.drafts = drafts;
    this.store = store;
    this.appends = appends;
    this.inherited = inherited;
  }

  /**
   * Appends the run and those of the folders that are bare.
   *
   * @param draft the draft as the request saw it
   * @param folders in the order of their paths
   */
  public RunAccepted register(Draft draft, NewRun run, List<Entry.Folder> folders)
      throws IOException {
    return register(draft, run, folders, null);
  }

  RunAccepted register(Draft draft, NewRun run, List<Entry.Folder> folders, @Nullable Repeat repeat)
      throws IOException {
    Draft seen = draft;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      List<NewRun> added = new ArrayList<>();
      if (run.puts() + run.deletes() > 0) {
        added.add(run);
      }
      if (!folders.isEmpty()) {
        bare(seen, run, folders).ifPresent(added::add);
      }
      Optional<RunAccepted> accepted = appends.append(seen, added, !folders.isEmpty(), repeat);
      if (accepted.isPresent()) {
        return accepted.get();
      }
      seen = again(draft);
    }
    throw new LamellaException(
        ErrorCode.UNAVAILABLE, "Others change the draft all the time; try again");
  }

  /** The draft as it stands now, for a request that saw it earlier. */
  private Draft again(Draft draft) {
    Draft now = database.inTransaction(tx -> drafts.find(tx, draft.version())).orElse(draft);
    now.requireOpen(draft.epoch());
    return now;
  }

  private Optional<NewRun> bare(Draft seen, NewRun run, List<Entry.Folder> folders)
      throws IOException {
    List<Entry.Folder> bare;
    try (Cursor<Change> held = store.merged(seen, seen.nextRun() - 1);
        Cursor<Change> all = Run.merge(List.of(held, store.open(seen, run)))) {
      bare = SoftFolders.bare(inherited.of(seen).orElse(null), all, folders);
    }
    if (bare.isEmpty()) {
      return Optional.empty();
    }
    List<Change> puts = bare.stream().<Change>map(Change.Put::new).toList();
    return Optional.of(store.write(seen, Run.of(Run.close(puts))));
  }
}
