package io.lamella.sdk.compare;

import io.lamella.content.Cursor;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Manifest;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two versions, in path order. A file that is gone and one of the same digest
 * that is new are one that was renamed; several of them are paired in path order. Memory: the files
 * that are gone, and of the new ones those that may be renamed.
 */
public final class Comparison {
  /** One difference. {@code from}: the old path of what was renamed. */
  public record Difference(
      Kind kind,
      EntryPath path,
      @Nullable EntryPath from,
      @Nullable Entry before,
      @Nullable Entry after) {}

  /** What happened to a path. */
  public enum Kind {
    ADDED,
    REMOVED,
    MODIFIED,
    RENAMED
  }

  /** How much differs. */
  public record Summary(long added, long modified, long removed, long renamed) {
    public boolean isEmpty() {
      return added + modified + removed + renamed == 0;
    }
  }

  /** Takes differences as they are found. */
  @FunctionalInterface
  public interface Sink {
    void accept(Difference difference) throws IOException;
  }

  private final @Nullable Manifest before;
  private final @Nullable Manifest after;
  private final Map<EntryPath, Entry> sources = new HashMap<>();
  private final Set<EntryPath> moved = new HashSet<>();

  /** Either may be null: the empty version. */
  public Comparison(@Nullable Manifest before, @Nullable Manifest after) {
    this.before = before;
    this.after = after;
  }

  public Summary run(Sink sink) throws IOException {
    pair();
    long[] counts = new long[Kind.values().length];
    try (Cursor<Manifest.Difference> differences = Manifest.diff(before, after)) {
      for (var raw = differences.next(); raw != null; raw = differences.next()) {
        Difference difference = difference(raw);
        if (difference != null) {
          counts[difference.kind().ordinal()]++;
          sink.accept(difference);
        }
      }
    }
    return new Summary(
        counts[Kind.ADDED.ordinal()],
        counts[Kind.MODIFIED.ordinal()],
        counts[Kind.REMOVED.ordinal()],
        counts[Kind.RENAMED.ordinal()]);
  }

  private @Nullable Difference difference(Manifest.Difference raw) {
    Entry old = raw.before();
    Entry now = raw.after();
    if (now == null) {
      return old == null || moved.contains(old.path())
          ? null
          : new Difference(Kind.REMOVED, old.path(), null, old, null);
    }
    if (old != null) {
      return new Difference(Kind.MODIFIED, now.path(), null, old, now);
    }
    Entry source = sources.get(now.path());
    return source == null
        ? new Difference(Kind.ADDED, now.path(), null, null, now)
        : new Difference(Kind.RENAMED, now.path(), source.path(), source, now);
  }

  private void pair() throws IOException {
    Map<Digest, Deque<Entry>> gone = gone();
    if (gone.isEmpty()) {
      return;
    }
    try (Cursor<Manifest.Difference> differences = Manifest.diff(before, after)) {
      for (var raw = differences.next(); raw != null; raw = differences.next()) {
        if (raw.before() == null && raw.after() instanceof Entry.File file) {
          Deque<Entry> candidates = gone.get(file.digest());
          Entry source = candidates == null ? null : candidates.poll();
          if (source != null) {
            sources.put(file.path(), source);
            moved.add(source.path());
          }
        }
      }
    }
  }

  private Map<Digest, Deque<Entry>> gone() throws IOException {
    Map<Digest, Deque<Entry>> gone = new HashMap<>();
    try (Cursor<Manifest.Difference> differences = Manifest.diff(before, after)) {
      for (var raw = differences.next(); raw != null; raw = differences.next()) {
        if (raw.after() == null && raw.before() instanceof Entry.File file) {
          gone.computeIfAbsent(file.digest(), digest -> new ArrayDeque<>()).add(file);
        }
      }
    }
    return gone;
  }
}
