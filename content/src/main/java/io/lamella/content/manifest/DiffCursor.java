package io.lamella.content.manifest;

import io.lamella.content.Cursor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Walks two trees in step and goes down only where they differ: a segment that both hold is skipped
 * wherever it stands, because it begins with the same path in both.
 */
final class DiffCursor implements Cursor<Manifest.Difference> {
  private final @Nullable Manifest before;
  private final @Nullable Manifest after;
  private final @Nullable EntryPath from;
  private @Nullable TreeCursor old;
  private @Nullable TreeCursor now;
  private boolean started;

  /**
   * @param from begins behind this path; null: at the first
   */
  DiffCursor(@Nullable Manifest before, @Nullable Manifest after, @Nullable EntryPath from) {
    this.before = before;
    this.after = after;
    this.from = from;
  }

  @Override
  public Manifest.@Nullable Difference next() throws IOException {
    if (!started) {
      started = true;
      old = before == null ? null : begin(before);
      now = after == null ? null : begin(after);
    }
    while (true) {
      TreeCursor left = old == null || old.atEnd() ? null : old;
      TreeCursor right = now == null || now.atEnd() ? null : now;
      int order = order(left, right);
      Manifest.Difference found = null;
      if (left == null && right == null) {
        return null;
      } else if (left != null && (right == null || order < 0)) {
        found = only(left, true);
      } else if (right != null && (left == null || order > 0)) {
        found = only(right, false);
      } else if (left != null && right != null) {
        found = both(left, right);
      }
      if (found != null) {
        return found;
      }
    }
  }

  private TreeCursor begin(Manifest tree) throws IOException {
    TreeCursor cursor = TreeCursor.over(tree);
    if (from != null) {
      cursor.seek(new Bound.After(from), TreeCursor.ENTRIES);
    }
    return cursor;
  }

  private static int order(@Nullable TreeCursor left, @Nullable TreeCursor right) {
    return left == null || right == null ? 0 : left.first().compareTo(right.first());
  }

  private static Manifest.@Nullable Difference only(TreeCursor side, boolean isBefore)
      throws IOException {
    if (!side.atEntry()) {
      side.descend();
      return null;
    }
    Entry entry = side.entry();
    side.advance();
    return isBefore ? new Manifest.Difference(entry, null) : new Manifest.Difference(null, entry);
  }

  private static Manifest.@Nullable Difference both(TreeCursor left, TreeCursor right)
      throws IOException {
    if (left.level() > right.level()) {
      left.descend();
      return null;
    }
    if (left.level() < right.level()) {
      right.descend();
      return null;
    }
    if (!left.atEntry()) {
      if (left.item().id().equals(right.item().id())) {
        left.advance();
        right.advance();
      } else {
        left.descend();
        right.descend();
      }
      return null;
    }
    Entry before = left.entry();
    Entry after = right.entry();
    left.advance();
    right.advance();
    return before.sameContent(after) ? null : new Manifest.Difference(before, after);
  }
}
