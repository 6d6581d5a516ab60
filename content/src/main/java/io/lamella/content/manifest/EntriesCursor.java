package io.lamella.content.manifest;

import io.lamella.content.Cursor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Entries in order, from a place on, at or beneath a prefix. */
final class EntriesCursor implements Cursor<Entry> {
  private final Manifest manifest;
  private final @Nullable EntryPath prefix;
  private final @Nullable EntryPath after;
  private @Nullable TreeCursor at;

  EntriesCursor(Manifest manifest, @Nullable EntryPath prefix, @Nullable EntryPath after) {
    this.manifest = manifest;
    this.prefix = prefix;
    this.after = after;
  }

  @Override
  public @Nullable Entry next() throws IOException {
    TreeCursor cursor = at;
    if (cursor == null) {
      cursor = start();
      at = cursor;
    }
    if (!cursor.atEnd() && !isOutside(cursor.first())) {
      cursor.descendTo(TreeCursor.ENTRIES);
    }
    if (cursor.atEnd() || isOutside(cursor.first())) {
      return null;
    }
    Entry entry = cursor.entry();
    cursor.advance();
    return entry;
  }

  private TreeCursor start() throws IOException {
    TreeCursor cursor = TreeCursor.over(manifest);
    if (after != null && (prefix == null || after.compareTo(prefix) >= 0)) {
      cursor.seek(new Bound.After(after), TreeCursor.ENTRIES);
    } else if (prefix != null) {
      cursor.seek(new Bound.At(prefix), TreeCursor.ENTRIES);
    }
    return cursor;
  }

  private boolean isOutside(EntryPath path) {
    return prefix != null && !path.equals(prefix) && !path.isBeneath(prefix);
  }
}
