package io.lamella.content.manifest;

import io.lamella.content.Cursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Merges path by path, each for itself: the paths in which a parent differs from the last one, in
 * order. What of it can stand together is not its question.
 */
final class MergePaths implements Cursor<MergePaths.Merged> {
  /**
   * @param last what the last parent has there
   * @param merged what is taken
   * @param taken index of the parent that it was taken from, or that deleted it
   */
  record Merged(
      EntryPath path, @Nullable Entry last, @Nullable Entry merged, int taken, boolean conflict) {
    Merged without(boolean isConflict) {
      return new Merged(path, last, null, taken, conflict || isConflict);
    }
  }

  private final List<ParentMerge.Parent> parents;
  private final ParentMerge.Rule rule;
  private final @Nullable EntryPath after;
  private final List<Side> sides = new ArrayList<>();
  private boolean started;

  /**
   * @param after begins behind this path; null: at the first
   */
  MergePaths(List<ParentMerge.Parent> parents, ParentMerge.Rule rule, @Nullable EntryPath after) {
    this.parents = List.copyOf(parents);
    this.rule = rule;
    this.after = after;
  }

  @Override
  public @Nullable Merged next() throws IOException {
    if (!started) {
      started = true;
      start();
    }
    EntryPath path = null;
    Entry last = null;
    for (Side side : sides) {
      Manifest.Difference head = side.head;
      if (head != null && (path == null || path(head).compareTo(path) < 0)) {
        path = path(head);
        last = head.before();
      }
    }
    return path == null ? null : fold(path, last);
  }

  private void start() throws IOException {
    Manifest last = parents.get(parents.size() - 1).tree();
    for (int i = 0; i < parents.size(); i++) {
      Manifest base = rule == ParentMerge.Rule.LAYERED ? null : parents.get(i).base();
      Cursor<Manifest.Difference> differences =
          i == parents.size() - 1 ? () -> null : new DiffCursor(last, parents.get(i).tree(), after);
      sides.add(new Side(differences, base == null ? null : TreeCursor.over(base)));
    }
  }

  private Merged fold(EntryPath path, @Nullable Entry last) throws IOException {
    Entry merged = sides.get(0).take(path, last);
    int taken = 0;
    boolean conflict = false;
    for (int i = 1; i < sides.size(); i++) {
      Side side = sides.get(i);
      Entry theirs = side.take(path, last);
      if (rule == ParentMerge.Rule.LAYERED) {
        if (theirs != null) {
          merged = theirs;
          taken = i;
        }
        continue;
      }
      Entry base = side.base(path);
      if (same(theirs, base)) {
        continue;
      }
      if (!same(merged, base) && !same(merged, theirs)) {
        conflict = true;
        if (rule == ParentMerge.Rule.OURS) {
          continue;
        }
      }
      merged = theirs;
      taken = i;
    }
    return new Merged(path, last, merged, taken, conflict);
  }

  private static boolean same(@Nullable Entry one, @Nullable Entry other) {
    return one == null ? other == null : other != null && one.sameContent(other);
  }

  private static EntryPath path(Manifest.Difference difference) {
    Entry before = difference.before();
    Entry now = difference.after();
    if (before != null) {
      return before.path();
    }
    if (now == null) {
      throw new IllegalStateException("a difference between nothing and nothing");
    }
    return now.path();
  }

  /** One parent beside the last, and its base. */
  private static final class Side {
    private final Cursor<Manifest.Difference> differences;
    private final @Nullable TreeCursor base;
    private Manifest.@Nullable Difference head;

    Side(Cursor<Manifest.Difference> differences, @Nullable TreeCursor base) throws IOException {
      this.differences = differences;
      this.base = base;
      this.head = differences.next();
    }

    /** What the parent has at {@code path}; goes on behind it. */
    @Nullable Entry take(EntryPath path, @Nullable Entry last) throws IOException {
      Manifest.Difference difference = head;
      if (difference == null || !path(difference).equals(path)) {
        return last;
      }
      head = differences.next();
      return difference.after();
    }

    @Nullable Entry base(EntryPath path) throws IOException {
      if (base == null) {
        return null;
      }
      base.seek(new Bound.At(path), TreeCursor.ENTRIES);
      return base.atEnd() || !base.first().equals(path) ? null : base.entry();
    }
  }
}
