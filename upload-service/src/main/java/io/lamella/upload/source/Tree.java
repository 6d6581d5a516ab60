package io.lamella.upload.source;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks folders, depth first and in the order of paths, so that it can begin behind any of them. It
 * holds one folder of each level at a time.
 */
final class Tree implements Listing {
  /**
   * Something in a folder.
   *
   * @param name of an object, or of a folder with a slash behind it
   * @param object the object; null: a folder
   */
  record Child(String name, @Nullable Found object) {}

  /** Reads folders. */
  @FunctionalInterface
  interface Folders {
    /**
     * What lies right in a folder.
     *
     * @param path below the prefix; empty, or with a slash at its end
     */
    List<Child> children(String path) throws IOException;
  }

  private record Level(String path, Iterator<Child> children) {}

  private static final Comparator<String> ORDER = Tree::compare;

  private final Folders folders;
  private final @Nullable String after;
  private final Deque<Level> levels = new ArrayDeque<>();
  private String last = "";
  private boolean begun;

  /**
   * @param after objects up to this path are left out; null: none
   */
  Tree(Folders folders, @Nullable String after) {
    this.folders = folders;
    this.after = after;
  }

  @Override
  public @Nullable Found next() throws IOException {
    if (!begun) {
      begun = true;
      enter("");
    }
    while (!levels.isEmpty()) {
      Level level = levels.peek();
      if (!level.children().hasNext()) {
        levels.pop();
        continue;
      }
      Child child = level.children().next();
      String path = level.path() + child.name();
      if (child.object() == null) {
        if (!isWhollyBefore(path)) {
          enter(path);
        }
      } else if (after == null || compare(path, after) > 0) {
        last = path;
        return child.object();
      }
    }
    return null;
  }

  @Override
  public String position() {
    return last;
  }

  private boolean isWhollyBefore(String folder) {
    return after != null && compare(folder, after) < 0 && !after.startsWith(folder);
  }

  private void enter(String path) throws IOException {
    List<Child> children =
        folders.children(path).stream().sorted(Comparator.comparing(Child::name, ORDER)).toList();
    levels.push(new Level(path, children.iterator()));
  }

  /** Character by character, with the slash below every other. */
  private static int compare(String one, String other) {
    int length = Math.min(one.length(), other.length());
    for (int i = 0; i < length; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        return a == '/' ? -1 : b == '/' ? 1 : Character.compare(a, b);
      }
    }
    return Integer.compare(one.length(), other.length());
  }
}
