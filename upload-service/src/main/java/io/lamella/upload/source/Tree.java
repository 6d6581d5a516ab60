package io.lamella.upload.source;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks folders, depth first and in the order of paths, so that it can begin behind any of them. It
 * holds some children of a folder of each level at a time.
 */
final class Tree implements Listing {
  /**
   * Something in a folder.
   *
   * @param name of an object, or of a folder with a slash behind it
   * @param object the object; null: a folder
   */
  record Child(String name, @Nullable Found object) {}

  /**
   * Some of what lies right in a folder.
   *
   * @param some in any order
   * @param upTo the name behind which the others lie; null: there are no others
   */
  record Children(List<Child> some, @Nullable String upTo) {}

  /** Reads folders. */
  @FunctionalInterface
  interface Folders {
    /**
     * What lies right in a folder.
     *
     * @param path below the prefix; empty, or with a slash at its end
     * @param behind names up to this one need not be told; null: all are meant
     */
    Children children(String path, @Nullable String behind) throws IOException;
  }

  /**
   * By character, with the slash below every other; whether a folder's name has its slash makes no
   * difference among names of one folder.
   */
  static final Comparator<String> ORDER = Tree::compare;

  /** A folder that the walk is in. */
  private final class Level {
    private final String path;
    private @Nullable String behind;
    private Iterator<Child> some = Collections.emptyIterator();
    private boolean read;

    Level(String path, @Nullable String behind) {
      this.path = path;
      this.behind = behind;
    }

    @Nullable Child next() throws IOException {
      while (!some.hasNext() && !read) {
        Children children = folders.children(path, behind);
        some = children.some().stream().sorted(Comparator.comparing(Child::name, ORDER)).iterator();
        behind = children.upTo();
        read = behind == null;
      }
      return some.hasNext() ? some.next() : null;
    }
  }

  private final Folders folders;
  private final @Nullable String after;
  private final Deque<Level> levels = new ArrayDeque<>();
  private String last;
  private boolean begun;

  /**
   * @param after objects up to this path are left out; null: none
   */
  Tree(Folders folders, @Nullable String after) {
    this.folders = folders;
    this.after = after;
    this.last = after == null ? "" : after;
  }

  @Override
  public @Nullable Found next() throws IOException {
    if (!begun) {
      begun = true;
      enter("");
    }
    while (!levels.isEmpty()) {
      Level level = levels.peek();
      Child child = level.next();
      if (child == null) {
        levels.pop();
        continue;
      }
      String path = level.path + child.name();
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

  private void enter(String path) {
    levels.push(new Level(path, nameToBeginBehind(path)));
  }

  /** Of the folder that the position lies right in its name there; null in all others. */
  private @Nullable String nameToBeginBehind(String folder) {
    if (after == null || !after.startsWith(folder)) {
      return null;
    }
    String below = after.substring(folder.length());
    return below.isEmpty() || below.indexOf('/') >= 0 ? null : below;
  }

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
