package io.lamella.sdk.remove;

import io.lamella.content.glob.Glob;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.InvalidPathException;
import java.util.Optional;

/**
 * What one argument of a removal means. A path means itself: a file is that file only, a folder all
 * beneath it.
 */
sealed interface Pattern {
  String text();

  boolean matches(Entry entry);

  /** A path at or beneath which everything lies that it matches; empty: anything may match. */
  default Optional<EntryPath> place() {
    return Optional.empty();
  }

  /** The folder that goes as a whole, when it is one. */
  default Optional<EntryPath> tree() {
    return Optional.empty();
  }

  /** A path from the root of the version. */
  record Exact(String text, String path, boolean recursive) implements Pattern {
    @Override
    public boolean matches(Entry entry) {
      String at = entry.path().toString();
      return at.equals(path)
          || (at.startsWith(path + "/") && (recursive || at.indexOf('/', path.length() + 1) < 0));
    }

    @Override
    public Optional<EntryPath> place() {
      try {
        return Optional.of(EntryPath.of(path));
      } catch (InvalidPathException e) {
        return Optional.empty();
      }
    }

    @Override
    public Optional<EntryPath> tree() {
      return recursive ? Optional.of(EntryPath.of(path)) : Optional.empty();
    }
  }

  /** Files whose path matches. */
  record Wild(String text, Glob glob) implements Pattern {
    @Override
    public boolean matches(Entry entry) {
      String at = entry.path().toString();
      return glob.matches(at) || at.equals(text);
    }

    @Override
    public Optional<EntryPath> place() {
      return glob.folder();
    }
  }

  /** External links to an address. */
  record Address(String text, Glob glob) implements Pattern {
    @Override
    public boolean matches(Entry entry) {
      return entry instanceof Entry.Link link
          && (link.uri().equals(text) || glob.matches(link.uri()));
    }
  }

  /**
   * @param anywhere a glob without a {@code /} matches at any depth
   */
  static Pattern of(String text, boolean anywhere, boolean recursive) {
    if (text.contains("://")) {
      return new Address(text, Glob.of(text));
    }
    if (Glob.isPattern(text)) {
      return new Wild(text, anywhere ? Glob.anywhere(text) : Glob.of(text));
    }
    String path = text.replaceAll("^(\\./+|/+)+|/+$", "");
    return anywhere && path.indexOf('/') < 0
        ? new Wild(text, Glob.anywhere(path))
        : new Exact(text, path, recursive);
  }
}
