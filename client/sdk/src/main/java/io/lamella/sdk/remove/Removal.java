package io.lamella.sdk.remove;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Run;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.sdk.contents.VersionContents;
import io.lamella.sdk.draft.Draft;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes paths out of a draft. Everything named must be there, else nothing is changed. Memory: one
 * run of changes, whatever the number of paths.
 */
public final class Removal {
  private static final int MAX_RUN = 10_000;

  /**
   * What is to go.
   *
   * @param paths paths from the root, globs, or addresses of external links
   * @param wildcards globs; without a {@code /} at any depth
   * @param recursive a folder means all beneath it, else only what lies directly in it
   */
  public record Request(List<String> paths, List<String> wildcards, boolean recursive) {
    public Request {
      paths = List.copyOf(paths);
      wildcards = List.copyOf(wildcards);
    }
  }

  /** What went: entries, and the logical bytes of the files among them. */
  public record Removed(long entries, long bytes) {}

  private interface Visitor {
    void visit(Entry entry);
  }

  private final VersionContents contents;
  private final Draft draft;
  private final List<Change> run = new ArrayList<>();

  public Removal(VersionContents contents, Draft draft) {
    this.contents = contents;
    this.draft = draft;
  }

  /**
   * @param dryRun only count
   * @throws LamellaException with {@link ErrorCode#PATH_NOT_FOUND} naming what matches nothing
   */
  public Removed remove(Request request, boolean dryRun) throws IOException {
    List<Pattern> patterns = patterns(request);
    Set<Pattern> unmatched = new HashSet<>(patterns);
    long[] count = new long[2];
    visit(
        patterns,
        entry -> {
          patterns.stream().filter(p -> p.matches(entry)).forEach(unmatched::remove);
          count[0]++;
          count[1] += entry instanceof Entry.File file ? file.size() : 0;
        });
    if (!unmatched.isEmpty()) {
      throw new LamellaException(
          ErrorCode.PATH_NOT_FOUND,
          "the version has nothing under "
              + String.join(", ", unmatched.stream().map(Pattern::text).sorted().toList())
              + "; nothing was removed");
    }
    if (!dryRun) {
      apply(patterns);
    }
    return new Removed(count[0], count[1]);
  }

  private void apply(List<Pattern> patterns) throws IOException {
    Set<EntryPath> trees = new HashSet<>();
    patterns.forEach(pattern -> pattern.tree().ifPresent(trees::add));
    for (EntryPath tree : trees) {
      if (trees.stream().noneMatch(tree::isBeneath)) {
        add(new Change.DeleteTree(tree));
      }
    }
    flush();
    List<Pattern> others = patterns.stream().filter(p -> p.tree().isEmpty()).toList();
    if (!others.isEmpty()) {
      visit(others, entry -> add(new Change.Delete(entry.path())));
    }
    flush();
  }

  private void visit(List<Pattern> patterns, Visitor visitor) throws IOException {
    try (Cursor<Entry> entries = entries(patterns)) {
      for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
        for (Pattern pattern : patterns) {
          if (pattern.matches(entry)) {
            visitor.visit(entry);
            break;
          }
        }
      }
    }
  }

  private Cursor<Entry> entries(List<Pattern> patterns) throws IOException {
    List<EntryPath> places =
        patterns.stream().map(Pattern::place).flatMap(Optional::stream).sorted().toList();
    return places.size() == patterns.size() ? contents.entriesAt(places) : contents.entries(null);
  }

  private void add(Change change) {
    run.add(change);
    if (run.size() >= MAX_RUN) {
      flush();
    }
  }

  private void flush() {
    if (!run.isEmpty()) {
      draft.register(Run.close(run));
      run.clear();
    }
  }

  static List<Pattern> patterns(Request request) {
    List<Pattern> patterns = new ArrayList<>();
    request.paths().forEach(path -> patterns.add(Pattern.of(path, false, request.recursive())));
    request.wildcards().forEach(glob -> patterns.add(Pattern.of(glob, true, request.recursive())));
    return patterns;
  }
}
