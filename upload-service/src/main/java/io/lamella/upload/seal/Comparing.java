package io.lamella.upload.seal;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.manifest.Root;
import io.lamella.content.manifest.Sealer;
import io.lamella.content.pack.PackSource;
import io.lamella.contracts.rest.ParentChanges;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.pack.StoredPacks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Counts how a new tree differs from what it was made of. Time follows the difference. */
@ApplicationScoped
class Comparing {
  private final StoredPacks storedPacks;

  @Inject
  Comparing(StoredPacks storedPacks) {
    this.storedPacks = storedPacks;
  }

  Sealed sealed(Draft draft, Sealer.Result result) throws IOException {
    Sealed.Counts last = new Sealed.Counts(result.added(), result.modified(), result.removed());
    Ticket.Merge merge = draft.merge();
    if (merge == null) {
      return new Sealed(result, last, 0, List.of());
    }
    long conflicts = draft.conflicts() == null ? 0 : draft.conflicts();
    if (merge.squash()) {
      Sealed.Counts all = new Sealed.Counts(result.totals().entries(), 0, 0);
      return new Sealed(result, all, conflicts, List.of());
    }
    return new Sealed(result, last, conflicts, changes(draft, result, last));
  }

  private List<ParentChanges> changes(Draft draft, Sealer.Result result, Sealed.Counts last)
      throws IOException {
    PackSource packs = storedPacks.of(draft.domains());
    Manifest made = new Manifest(packs, result.root());
    List<ParentChanges> changes = new ArrayList<>();
    for (Ticket.Parent parent : draft.parents()) {
      boolean isLast = changes.size() == draft.parents().size() - 1;
      Sealed.Counts counts =
          isLast ? last : count(new Manifest(packs, Root.of(parent.root())), made);
      changes.add(
          new ParentChanges(parent.version(), counts.added(), counts.modified(), counts.removed()));
    }
    return changes;
  }

  private static Sealed.Counts count(Manifest before, Manifest after) throws IOException {
    long added = 0;
    long modified = 0;
    long removed = 0;
    try (Cursor<Manifest.Difference> differences = Manifest.diff(before, after)) {
      for (Manifest.Difference next = differences.next(); next != null; next = differences.next()) {
        if (next.before() == null) {
          added++;
        } else if (next.after() == null) {
          removed++;
        } else {
          modified++;
        }
      }
    }
    return new Sealed.Counts(added, modified, removed);
  }
}
