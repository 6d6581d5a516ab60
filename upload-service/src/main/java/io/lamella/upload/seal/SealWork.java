package io.lamella.upload.seal;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.manifest.Sealer;
import io.lamella.content.pack.PackRef;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.upload.change.Inherited;
import io.lamella.upload.change.RunStore;
import io.lamella.upload.database.Database;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.Drafts;
import io.lamella.upload.draft.Merging;
import io.lamella.upload.pack.PackStore;
import io.lamella.upload.pack.SpoolFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The long part of a seal: merges the draft's runs into the parent's tree. */
@ApplicationScoped
class SealWork {
  private final Database database;
  private final Drafts drafts;
  private final RunStore runs;
  private final Inherited inherited;
  private final Merging merging;
  private final Comparing comparing;
  private final PackStore packs;
  private final SpoolFolder spool;

  @Inject
  SealWork(
      Database database,
      Drafts drafts,
      RunStore runs,
      Inherited inherited,
      Merging merging,
      Comparing comparing,
      PackStore packs,
      SpoolFolder spool) {
    this.database = database;
    this.drafts = drafts;
    this.runs = runs;
    this.inherited = inherited;
    this.merging = merging;
    this.comparing = comparing;
    this.packs = packs;
    this.spool = spool;
  }

  /**
   * Writes the new segments. The same task again gives the same bytes.
   *
   * @param held false once the claim is lost; then the work ends with an exception
   */
  Sealed seal(SealTask task, BooleanSupplier held) throws IOException {
    Draft draft = merging.merged(draft(task));
    draft.requireAgreement();
    Manifest parent = inherited.of(task.request().parents(), task.request().domains()).orElse(null);
    SealedSegments segments =
        new SealedSegments(packs, spool.path(), draft.domain(), draft.store());
    try (Cursor<Change> run = runs.merged(draft, task.lastRun())) {
      return comparing.sealed(draft, Sealer.seal(parent, new WhileHeld(run, held), segments));
    }
  }

  /** Paths that the draft puts and that have bytes in {@code packs}: the first {@code limit}. */
  List<String> pathsIn(Set<PackRef> packs, SealTask task, int limit) throws IOException {
    List<String> paths = new ArrayList<>();
    try (Cursor<Change> run = runs.merged(draft(task), task.lastRun())) {
      for (Change change = run.next(); change != null; change = run.next()) {
        if (paths.size() == limit) {
          break;
        }
        if (change instanceof Change.Put put
            && put.entry() instanceof Entry.File file
            && file.extents().stream().anyMatch(extent -> packs.contains(extent.pack()))) {
          paths.add(file.path().toString());
        }
      }
    }
    return paths;
  }

  private Draft draft(SealTask task) {
    return database
        .inTransaction(tx -> drafts.find(tx, task.version()))
        .orElseThrow(() -> new LamellaException(ErrorCode.DRAFT_NOT_FOUND, "The draft is gone"));
  }

  /** Stops when the claim is lost: somebody else does the work then. */
  private record WhileHeld(Cursor<Change> run, BooleanSupplier held) implements Cursor<Change> {
    @Override
    public @Nullable Change next() throws IOException {
      if (!held.getAsBoolean()) {
        throw new InterruptedIOException("the claim of the seal was lost");
      }
      return run.next();
    }

    @Override
    public void close() throws IOException {
      run.close();
    }
  }
}
