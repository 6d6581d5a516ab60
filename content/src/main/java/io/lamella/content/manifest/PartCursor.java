package io.lamella.content.manifest;

import io.lamella.content.Cursor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a version before which the others weigh at least {@code begin} and less than
 * {@code end} together. What lies before and behind them is passed by the totals of its segments.
 */
final class PartCursor implements Cursor<Entry> {
  private final Manifest manifest;
  private final Part.Balance balance;
  private final long begin;
  private final long end;
  private @Nullable TreeCursor at;
  private long before;

  PartCursor(Manifest manifest, Part.Balance balance, long begin, long end) {
    this.manifest = manifest;
    this.balance = balance;
    this.begin = begin;
    this.end = end;
  }

  @Override
  public @Nullable Entry next() throws IOException {
    TreeCursor cursor = at;
    if (cursor == null) {
      cursor = TreeCursor.over(manifest);
      at = cursor;
    }
    while (begin < end && before < end && !cursor.atEnd()) {
      if (!cursor.atEntry()) {
        pass(cursor);
        continue;
      }
      Entry entry = cursor.entry();
      boolean inside = before >= begin;
      before += balance.weight(Manifest.Totals.of(entry));
      cursor.advance();
      if (inside) {
        return entry;
      }
    }
    return null;
  }

  /** Goes behind a segment that lies before the part, or down into it. */
  private void pass(TreeCursor cursor) throws IOException {
    long weight = balance.weight(cursor.item().totals());
    if (before + weight < begin) {
      before += weight;
      cursor.advance();
    } else {
      cursor.descend();
    }
  }
}
