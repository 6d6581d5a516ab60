package io.lamella.upload.change;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Run;
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
  /** So often it is tried without holding others up. */
  private static final int TRIES = 3;

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
    if (folders.isEmpty()) {
      return appends.append(draft, some(run), repeat);
    }
    List<EntryPath> paths = folders.stream().map(Entry.Folder::path).toList();
    Draft seen = draft;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      List<NewRun> added = some(run);
      bare(
              seen,
              store.mergedAt(seen, seen.nextRun() - 1, paths),
              run,
              folders,
              () -> store.reserve(draft))
          .ifPresent(added::add);
      Optional<RunAccepted> accepted = appends.appendNext(seen, added, repeat);
      if (accepted.isPresent()) {
        return accepted.get();
      }
      seen = again(draft);
    }
    String reserved = store.reserve(draft);
    return appends.appendAlone(
        draft,
        rows -> {
          List<NewRun> added = some(run);
          bare(draft, store.mergedAt(draft, rows, paths), run, folders, () -> reserved)
              .ifPresent(added::add);
          return added;
        },
        repeat);
  }

  /** The draft as it stands now, for a request that saw it earlier. */
  private Draft again(Draft draft) {
    Draft now = database.inTransaction(tx -> drafts.find(tx, draft.version())).orElse(draft);
    now.requireOpen(draft.epoch());
    return now;
  }

  private static List<NewRun> some(NewRun run) {
    List<NewRun> some = new ArrayList<>();
    if (run.puts() + run.deletes() > 0) {
      some.add(run);
    }
    return some;
  }

  private Optional<NewRun> bare(
      Draft draft,
      Cursor<Change> held,
      NewRun run,
      List<Entry.Folder> folders,
      RunWriter.Litter litter)
      throws IOException {
    List<Entry.Folder> bare;
    try (held;
        Cursor<Change> all = Run.merge(List.of(held, store.open(draft, run)))) {
      bare = SoftFolders.bare(inherited.of(draft).orElse(null), all, folders);
    }
    if (bare.isEmpty()) {
      return Optional.empty();
    }
    List<Change> puts = bare.stream().<Change>map(Change.Put::new).toList();
    return Optional.of(store.write(draft, Run.of(Run.close(puts)), litter));
  }
}
