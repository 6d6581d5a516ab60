package io.lamella.sdk.contents;

import io.lamella.content.Cursor;
import io.lamella.content.glob.Glob;
import io.lamella.content.glob.Globs;
import io.lamella.content.manifest.Entry;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Those of some entries that one of several patterns matches. */
final class MatchedEntries implements Cursor<Entry> {
  private final Cursor<Entry> entries;
  private final Globs globs;
  private final Set<Glob> unmatched;

  /**
   * @param eachMatches when the entries end, a pattern that matched none of them is an error
   */
  MatchedEntries(Cursor<Entry> entries, Globs globs, boolean eachMatches) {
    this.entries = entries;
    this.globs = globs;
    this.unmatched = eachMatches ? new HashSet<>(globs.patterns()) : new HashSet<>();
  }

  @Override
  public @Nullable Entry next() throws IOException {
    for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
      if (globs.matches(entry)) {
        Entry matched = entry;
        unmatched.removeIf(glob -> Globs.matches(glob, matched));
        return entry;
      }
    }
    if (!unmatched.isEmpty()) {
      throw new LamellaException(
          ErrorCode.PATH_NOT_FOUND,
          "the version has nothing that matches "
              + String.join(", ", unmatched.stream().map(Glob::text).sorted().toList())
              + "; nothing was copied. A folder has a / at its end, and a pattern with a / begins"
              + " at the top of the version");
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    entries.close();
  }
}
