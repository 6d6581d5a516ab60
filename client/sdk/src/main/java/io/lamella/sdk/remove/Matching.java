package io.lamella.sdk.remove;

import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import java.util.ArrayList;
import java.util.List;

/** Tells which paths a removal means, and which of its words have meant nothing so far. */
public final class Matching {
  private final List<Pattern> patterns;
  private final List<Pattern> unmatched;

  public Matching(Removal.Request request) {
    this.patterns = Removal.patterns(request);
    this.unmatched = new ArrayList<>(patterns);
  }

  /** Whether something at this path, no link, is meant. */
  public boolean matches(EntryPath path) {
    Entry there = new Entry.Symlink(path, "anything");
    boolean matches = false;
    for (Pattern pattern : patterns) {
      if (pattern.matches(there)) {
        unmatched.remove(pattern);
        matches = true;
      }
    }
    return matches;
  }

  /** The words that have matched nothing. */
  public List<String> unmatched() {
    return unmatched.stream().map(Pattern::text).toList();
  }
}
