package io.lamella.sdk.transfer;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.EntryPath;
import io.lamella.sdk.folder.Findings;
import io.lamella.sdk.folder.IncompleteException;
import io.lamella.sdk.folder.Scanned;
import io.lamella.sdk.folder.WalkAhead;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A first walk over all sources, before anything is changed: how much there is, and everything that
 * cannot be taken. What it found is kept as long as it is not too much, so that nobody has to walk
 * again.
 */
public final class Survey {
  /** So much is kept, of all sources together: some 20 MB. */
  private static final int KEPT = 50_000;

  /** So many paths are told one by one. */
  private static final int FEW = 512;

  private final Instant begun = Instant.now();
  private final Terms terms;
  private final int most;
  private final Findings findings = new Findings();
  private final List<List<Scanned>> kept = new ArrayList<>();
  private List<String> notes = List.of();
  private Optional<List<EntryPath>> paths = Optional.empty();
  private long files;
  private long bytes;
  private long entries;

  private Survey(Terms terms, int most) {
    this.terms = terms;
    this.most = most;
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
    return of(sources, terms, KEPT);
  }

  /**
   * @param most so much is kept
   */
  static Survey of(List<? extends Source> sources, Terms terms, int most) throws IOException {
    Survey survey = new Survey(terms, most);
    for (Source source : sources) {
      try (Cursor<Scanned> walk = survey.walk(source.scan(true, survey.findings))) {
        drain(walk);
      }
    }
    return survey.ended();
  }

  /** One that is made while somebody looks at what a source holds; ended by {@link #rest}. */
  static Survey begin(Terms terms) {
    return new Survey(terms, KEPT);
  }

  /** What a source holds, found in a thread of its own. */
  Cursor<Scanned> walk(Source source) throws IOException {
    return walk(new WalkAhead(source.scan(true, findings)));
  }

  /**
   * Takes what is left of the walk.
   *
   * @throws IncompleteException naming all that cannot be taken
   */
  Survey rest(Cursor<Scanned> walk) throws IOException {
    drain(walk);
    return ended();
  }

  private static void drain(Cursor<Scanned> walk) throws IOException {
    while (walk.next() != null) {
      // It is counted where it is found.
    }
  }

  private Survey ended() throws IncompleteException {
    notes = List.copyOf(terms.notes(findings));
    if (entries <= Math.min(FEW, most)) {
      TreeSet<EntryPath> few = new TreeSet<>();
      kept.forEach(found -> found.forEach(scanned -> few.add(scanned.path())));
      paths = Optional.of(List.copyOf(few));
    }
    return this;
  }

  private Cursor<Scanned> walk(Cursor<Scanned> scan) {
    List<Scanned> found = new ArrayList<>();
    kept.add(found);
    return new Cursor<>() {
      @Override
      public @Nullable Scanned next() throws IOException {
        Scanned next = scan.next();
        if (next != null) {
          count(next, found);
        }
        return next;
      }

      @Override
      public void close() throws IOException {
        scan.close();
      }
    };
  }

  private void count(Scanned next, List<Scanned> found) {
    entries++;
    if (next instanceof Scanned.File file) {
      files++;
      bytes += file.stamp().size();
    }
    if (isKept()) {
      found.add(next);
    } else if (entries == most + 1L) {
      kept.forEach(List::clear);
    }
  }

  /** Number of files. */
  public long files() {
    return files;
  }

  /** Logical bytes of the files. */
  public long bytes() {
    return bytes;
  }

  /** For people to know. */
  public List<String> notes() {
    return notes;
  }

  /** All paths in order, when they are few. */
  public Optional<List<EntryPath>> paths() {
    return paths;
  }

  /**
   * What a source holds: as it was found, or by another walk when that was too much to keep.
   *
   * @param number of the source among those that were surveyed
   * @param findings of another walk
   */
  Cursor<Scanned> again(int number, Source source, Findings findings) throws IOException {
    if (!isKept()) {
      return new WalkAhead(source.scan(false, findings));
    }
    Iterator<Scanned> found = kept.get(number).iterator();
    return () -> found.hasNext() ? found.next() : null;
  }

  /** When {@link #again}, asked next, looks at the first file, or a moment before. */
  Instant scanned() {
    return isKept() ? begun : Instant.now();
  }

  private boolean isKept() {
    return entries <= most;
  }
}
