package io.lamella.sdk.contents;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Entry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Entries that two lists have alike, both in path order. */
public final class CommonEntries implements Cursor<Entry> {
  private final Cursor<Entry> one;
  private final Cursor<Entry> other;

  public CommonEntries(Cursor<Entry> one, Cursor<Entry> other) {
    this.one = one;
    this.other = other;
  }

  @Override
  public @Nullable Entry next() throws IOException {
    Entry a = one.next();
    Entry b = other.next();
    while (a != null && b != null) {
      int order = a.path().compareTo(b.path());
      if (order == 0 && a.sameContent(b)) {
        return a;
      }
      if (order <= 0) {
        a = one.next();
      }
      if (order >= 0) {
        b = other.next();
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    try (one) {
      other.close();
    }
  }
}
