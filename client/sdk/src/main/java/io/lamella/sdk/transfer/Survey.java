package io.lamella.sdk.transfer;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.EntryPath;
import io.lamella.sdk.folder.Findings;
import io.lamella.sdk.folder.IncompleteException;
import io.lamella.sdk.folder.Scanned;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A first walk over all sources, before anything is changed: how much there is, and everything that
 * cannot be taken.
 *
 * @param files number of files
 * @param bytes logical bytes of the files
 * @param paths all paths in order, when they are few
 * @param notes for people to know
 */
public record Survey(long files, long bytes, Optional<List<EntryPath>> paths, List<String> notes) {
  /** So many paths are remembered. */
  private static final int FEW = 512;

  public Survey {
    notes = List.copyOf(notes);
  }

  /**
   * What becomes of what cannot be taken.
   *
   * @param skipInvalid names that no version can hold are left out, and noted
   * @param strict what is neither file, folder nor link is not left out and noted, but refused
   */
  public record Terms(boolean skipInvalid, boolean strict) {
    /**
     * What is to be noted of a scan.
     *
     * @throws IncompleteException naming all that cannot be taken
     */
    List<String> notes(Findings findings) throws IncompleteException {
      List<String> wrong = new ArrayList<>(findings.unreadable());
      List<String> notes = new ArrayList<>(findings.notes());
      (skipInvalid ? notes : wrong).addAll(findings.invalidNames());
      for (String special : findings.leftOut()) {
        if (strict) {
          wrong.add(special);
        } else {
          notes.add(special + "; left out");
        }
      }
      if (!wrong.isEmpty()) {
        throw new IncompleteException("nothing was changed, because of", wrong);
      }
      return notes;
    }
  }

  /**
   * @throws IncompleteException naming all that cannot be taken
   */
  public static Survey of(List<? extends Source> sources, Terms terms) throws IOException {
    Findings findings = new Findings();
    long files = 0;
    long bytes = 0;
    TreeSet<EntryPath> paths = new TreeSet<>();
    for (Source source : sources) {
      try (Cursor<Scanned> scan = source.scan(true, findings)) {
        for (Scanned found = scan.next(); found != null; found = scan.next()) {
          if (paths.size() <= FEW) {
            paths.add(found.path());
          }
          if (found instanceof Scanned.File file) {
            files++;
            bytes += file.stamp().size();
          }
        }
      }
    }
    return new Survey(
        files,
        bytes,
        paths.size() <= FEW ? Optional.of(List.copyOf(paths)) : Optional.empty(),
        terms.notes(findings));
  }
}
