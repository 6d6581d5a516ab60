package io.lamella.upload.ingest;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.manifest.Run;
import io.lamella.contracts.rest.IngestRequest;
import io.lamella.contracts.rest.IngestSource;
import io.lamella.upload.change.Appends;
import io.lamella.upload.change.Inherited;
import io.lamella.upload.change.RunStore;
import io.lamella.upload.draft.Draft;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Empties, once and before anything is loaded, the folders that sources are to be in step with:
 * what they do not bring is gone afterwards. What they bring again is stored already.
 */
@ApplicationScoped
class Clearing {
  private static final int PAGE = 1_000;

  private final Inherited inherited;
  private final RunStore runs;
  private final Appends appends;
  private final Ingests ingests;

  @Inject
  Clearing(Inherited inherited, RunStore runs, Appends appends, Ingests ingests) {
    this.inherited = inherited;
    this.runs = runs;
    this.appends = appends;
    this.ingests = ingests;
  }

  void clear(Ingest ingest, Draft draft) throws IOException {
    if (ingest.cleared() || !ingest.plan().mode().equals(IngestRequest.SYNC)) {
      return;
    }
    List<Change> changes =
        tops(ingest, draft).stream().<Change>map(Change.DeleteTree::new).toList();
    appends.appendOnce(
        draft,
        changes.isEmpty() ? List.of() : List.of(runs.write(draft, Run.of(Run.close(changes)))),
        tx -> ingests.clear(tx, ingest.id()));
  }

  /** The folders that sources fill; where one fills the top, all that lies there. */
  private TreeSet<EntryPath> tops(Ingest ingest, Draft draft) throws IOException {
    TreeSet<EntryPath> tops = new TreeSet<>();
    for (IngestSource source : ingest.plan().sources()) {
      Optional<EntryPath> folder = Targets.folder(source);
      if (folder.isEmpty()) {
        return all(draft);
      }
      tops.add(folder.get());
    }
    return tops;
  }

  private TreeSet<EntryPath> all(Draft draft) throws IOException {
    TreeSet<EntryPath> tops = new TreeSet<>();
    Optional<Manifest> parent = inherited.of(draft);
    if (parent.isPresent()) {
      String after = null;
      List<Manifest.Child> page;
      do {
        page = parent.get().children(null, after, PAGE);
        page.forEach(child -> tops.add(EntryPath.of(child.name())));
        after = page.isEmpty() ? null : page.get(page.size() - 1).name();
      } while (page.size() == PAGE);
    }
    try (Cursor<Change> put = runs.merged(draft, draft.nextRun() - 1)) {
      for (Change change = put.next(); change != null; change = put.next()) {
        tops.add(top(change.path()));
      }
    }
    return tops;
  }

  private static EntryPath top(EntryPath path) {
    EntryPath top = path;
    for (var above = path.parent(); above.isPresent(); above = above.get().parent()) {
      top = above.get();
    }
    return top;
  }
}
