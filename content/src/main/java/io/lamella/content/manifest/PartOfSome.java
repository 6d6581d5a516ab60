package io.lamella.content.manifest;

import io.lamella.content.Cursor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Those of some entries before which the others weigh at least {@code begin} and less than {@code
 * end} together.
 */
final class PartOfSome implements Cursor<Entry> {
  private final Cursor<Entry> entries;
  private final Part.Balance balance;
  private final long begin;
  private final long end;
  private long before;

  PartOfSome(Cursor<Entry> entries, Part.Balance balance, long begin, long end) {
    this.entries = entries;
    this.balance = balance;
    this.begin = begin;
    this.end = end;
  }

  @Override
  public @Nullable Entry next() throws IOException {
    while (begin < end && before < end) {
      Entry entry = entries.next();
      if (entry == null) {
        return null;
      }
      boolean inside = before >= begin;
      before += balance.weight(Manifest.Totals.of(entry));
      if (inside) {
        return entry;
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    entries.close();
  }
}
