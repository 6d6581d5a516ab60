package io.lamella.sdk.draft;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.pack.PackRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Packs that a draft refers to and may not use any more, because they were collected or their lease
 * ended before it was sealed.
 */
public final class LostPacks {
  private static final int MAX_RUN = 10_000;

  private LostPacks() {}

  /**
   * Asks for every pack, by registering one file of it as the draft has it, which changes nothing.
   * Memory: the packs, not the files.
   */
  public static Set<PackRef> of(Draft draft) throws IOException {
    Set<PackRef> seen = new HashSet<>();
    Set<PackRef> lost = new HashSet<>();
    List<Change> samples = new ArrayList<>();
    try (Cursor<Change> changes = draft.changes()) {
      for (Change change = changes.next(); change != null; change = changes.next()) {
        if (seen.addAll(Registration.packs(change))) {
          samples.add(change);
        }
      }
    }
    for (int from = 0; from < samples.size(); from += MAX_RUN) {
      List<Change> some = samples.subList(from, Math.min(samples.size(), from + MAX_RUN));
      Set<EntryPath> refused = Registration.of(draft, some);
      some.stream()
          .filter(sample -> refused.contains(sample.path()))
          .forEach(sample -> lost.addAll(Registration.packs(sample)));
    }
    return lost;
  }
}
