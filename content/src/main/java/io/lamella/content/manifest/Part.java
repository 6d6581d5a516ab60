package io.lamella.content.manifest;

import io.lamella.content.Cursor;
import java.io.IOException;

/**
 * One of several parts that the entries of a version are cut into. Each entry is in exactly one of
 * them, on every machine and for ever: what a part holds follows from the entries alone.
 *
 * <p>The rule, which must never change: entries lie in path order, and each weighs something. By
 * files, a file and an external link weigh 1; by bytes, a file weighs its size; everything else
 * weighs nothing. Let T be what all of them weigh, n the number of parts, q = T div n and r = T mod
 * n. Part p, counted from 0, begins at p·q + min(p, r). An entry is in the last part that begins at
 * or before what all entries before it weigh together.
 *
 * <p>So a part is a run of neighbours: it holds whole folders where it can, its bytes lie together
 * in packs, and a few files more or less in the next version move only what lies at the ends of
 * parts. By files, no part has two files more than another. By bytes, what a part weighs differs
 * from T/n by less than the largest file.
 *
 * @param number from 0
 * @param count how many parts there are; may be more than there are files
 * @param balance what is alike in all parts
 */
public record Part(int number, int count, Balance balance) {
  /** What all parts have about the same of. */
  public enum Balance {
    /** Files and external links. */
    FILES {
      @Override
      long weight(Manifest.Totals totals) {
        return Math.addExact(totals.files(), totals.links());
      }
    },
    /** Logical bytes of files. */
    BYTES {
      @Override
      long weight(Manifest.Totals totals) {
        return totals.bytes();
      }
    };

    abstract long weight(Manifest.Totals totals);
  }

  /** Entries in path order that can be gone through more than once. */
  @FunctionalInterface
  public interface Entries {
    Cursor<Entry> open() throws IOException;
  }

  /**
   * @throws IllegalArgumentException when there is no such part
   */
  public Part {
    if (count < 1 || number < 0 || number >= count) {
      throw new IllegalArgumentException("no part " + number + " of " + count);
    }
  }

  /** What is in this part of a version: segments that hold nothing of it are not read. */
  public Cursor<Entry> of(Manifest manifest) throws IOException {
    long all = balance.weight(manifest.totals());
    return new PartCursor(manifest, balance, begin(all), end(all));
  }

  /** What is in this part of some entries of a version, which are gone through twice. */
  public Cursor<Entry> of(Entries some) throws IOException {
    long all = 0;
    try (Cursor<Entry> entries = some.open()) {
      for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
        all = Math.addExact(all, balance.weight(Manifest.Totals.of(entry)));
      }
    }
    return new PartOfSome(some.open(), balance, begin(all), end(all));
  }

  private long begin(long all) {
    return number * (all / count) + Math.min(number, all % count);
  }

  private long end(long all) {
    return number == count - 1 ? Long.MAX_VALUE : new Part(number + 1, count, balance).begin(all);
  }
}
