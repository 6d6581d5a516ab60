package io.lamella.upload.seal;

import io.lamella.content.manifest.Sealer;
import io.lamella.contracts.rest.ParentChanges;
import java.util.List;

/**
 * What a seal made.
 *
 * @param tree the new tree, and how it differs from the last parent's
 * @param own how it differs from what the version inherits, which is nothing for a squash
 * @param conflicts paths that several parents changed, each in its own way
 * @param changes how it differs from each of several parents, in order; else none
 */
record Sealed(Sealer.Result tree, Counts own, long conflicts, List<ParentChanges> changes) {
  /** Entries that came, changed and went. */
  record Counts(long added, long modified, long removed) {}

  Sealed {
    changes = List.copyOf(changes);
  }
}
