package io.lamella.content.glob;

import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import java.util.List;
import java.util.Optional;

/** What one of several patterns matches; without a pattern, everything. */
public record Globs(List<Glob> patterns) {
  /** No pattern: everything. */
  public static final Globs ALL = new Globs(List.of());

  public Globs {
    patterns = List.copyOf(patterns);
  }

  /** Patterns as people write them: without a {@code /} at any depth. */
  public static Globs anywhere(List<String> texts) {
    return new Globs(texts.stream().map(Glob::anywhere).toList());
  }

  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  public boolean matches(Entry entry) {
    return isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, entry));
  }

  /** True also for an empty folder where the pattern means a folder. */
  public static boolean matches(Glob pattern, Entry entry) {
    String path = entry.path().toString();
    return pattern.matches(path) || (entry instanceof Entry.Folder && pattern.matches(path + "/"));
  }

  /**
   * Folders beneath which everything lies that is matched, in path order; empty: anything may
   * match.
   */
  public Optional<List<EntryPath>> folders() {
    List<EntryPath> folders =
        patterns.stream().map(Glob::folder).flatMap(Optional::stream).sorted().toList();
    return isEmpty() || folders.size() < patterns.size() ? Optional.empty() : Optional.of(folders);
  }
}
