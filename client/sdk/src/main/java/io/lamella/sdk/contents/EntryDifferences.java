package io.lamella.sdk.contents;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.Manifest.Difference;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What differs between two lists of entries, both in path order. */
final class EntryDifferences implements Cursor<Difference> {
  private final Cursor<Entry> before;
  private final Cursor<Entry> after;
  private @Nullable Entry old;
  private @Nullable Entry now;
  private boolean started;

  EntryDifferences(Cursor<Entry> before, Cursor<Entry> after) {
    this.before = before;
    this.after = after;
  }

  @Override
  public @Nullable Difference next() throws IOException {
    if (!started) {
      started = true;
      old = before.next();
      now = after.next();
    }
    while (old != null || now != null) {
      Entry a = old;
      Entry b = now;
      int order = a == null ? 1 : b == null ? -1 : a.path().compareTo(b.path());
      if (order <= 0) {
        old = before.next();
      }
      if (order >= 0) {
        now = after.next();
      }
      if (order != 0 || (a != null && b != null && !a.sameContent(b))) {
        return new Difference(order <= 0 ? a : null, order >= 0 ? b : null);
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    try (before) {
      after.close();
    }
  }
}
