package io.lamella.content.manifest;

/** A place between paths. */
sealed interface Bound {
  /** True when {@code path} lies before it. */
  boolean isBehind(EntryPath path);

  /** True when every path before {@code end} lies before it. */
  default boolean isBehindAllBefore(EntryPath end) {
    return isBehind(end);
  }

  /** Right before a path. */
  record At(EntryPath path) implements Bound {
    @Override
    public boolean isBehind(EntryPath other) {
      return other.compareTo(path) < 0;
    }

    @Override
    public boolean isBehindAllBefore(EntryPath end) {
      return end.compareTo(path) <= 0;
    }
  }

  /** Right behind a path, before what lies beneath it. */
  record After(EntryPath path) implements Bound {
    @Override
    public boolean isBehind(EntryPath other) {
      return other.compareTo(path) <= 0;
    }
  }

  /** Behind a path and all that lies beneath it. */
  record Beyond(EntryPath path) implements Bound {
    @Override
    public boolean isBehind(EntryPath other) {
      return other.compareTo(path) <= 0 || other.isBeneath(path);
    }
  }
}
