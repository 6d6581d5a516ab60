package io.lamella.sdk.contents;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.Manifest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Entries of a version that another one has not, or has otherwise. */
final class ChangedEntries implements Cursor<Entry> {
  private final Cursor<Manifest.Difference> differences;

  ChangedEntries(Manifest before, Manifest after) {
    this.differences = Manifest.diff(before, after);
  }

  @Override
  public @Nullable Entry next() throws IOException {
    for (var found = differences.next(); found != null; found = differences.next()) {
      if (found.after() != null) {
        return found.after();
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    differences.close();
  }
}
