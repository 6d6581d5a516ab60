package io.lamella.upload.change;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.Manifest;
import java.io.IOException;

/** Which deletes take something away: a run holds many that only make room for puts. */
final class Removals {
  private Removals() {}

  /** True when the parent has what {@code change} deletes. */
  static boolean matters(Manifest parent, Change change) throws IOException {
    if (change instanceof Change.DeleteTree tree) {
      try (Cursor<Entry> beneath = parent.entries(tree.path(), null)) {
        return beneath.next() != null;
      }
    }
    return parent.find(change.path()).isPresent();
  }
}
