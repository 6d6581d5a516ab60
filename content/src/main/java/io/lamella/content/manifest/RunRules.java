package io.lamella.content.manifest;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Checks that changes, one after the other, make a run: in order and closed. */
final class RunRules {
  /**
   * A change above the next ones.
   *
   * @param open true when puts may lie right beneath: it and all its ancestors are deleted
   * @param tree true when it or an ancestor deletes all beneath
   */
  private record Ancestor(EntryPath path, boolean open, boolean tree) {}

  private final Deque<Ancestor> ancestors = new ArrayDeque<>();
  private @Nullable EntryPath before;

  /** Returns what is wrong with the next change, or null. */
  @Nullable String problem(Change change) {
    EntryPath path = change.path();
    if (before != null && before.compareTo(path) >= 0) {
      return "changes are out of order at " + path;
    }
    before = path;
    while (!ancestors.isEmpty() && !path.isBeneath(ancestors.peek().path())) {
      ancestors.pop();
    }
    Ancestor above = ancestors.peek();
    boolean open = mayFollow(above, path);
    boolean tree = above != null && above.tree();
    if (change instanceof Change.Put) {
      if (!open) {
        return "a put lies beneath what the same run does not delete: " + path;
      }
      ancestors.push(new Ancestor(path, false, tree));
    } else {
      ancestors.push(new Ancestor(path, open, tree || change instanceof Change.DeleteTree));
    }
    return null;
  }

  private static boolean mayFollow(@Nullable Ancestor above, EntryPath path) {
    int slash = path.lastSlash(path.bytes().length);
    if (above == null) {
      return slash < 0;
    }
    return above.open() && (above.tree() || above.path().bytes().length == slash);
  }
}
