package io.lamella.content.manifest;

import io.lamella.content.Cursor;
import io.lamella.content.pack.PackSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version's entries, read by walking its tree: only the segments on the way are fetched. Safe for
 * use by several threads.
 */
public final class Manifest {
  /**
   * What lies in a version or beneath a folder: entries of every kind, files, external links,
   * logical bytes of files.
   */
  public record Totals(long entries, long files, long links, long bytes) {}

  /**
   * A child of a folder: a folder (implied by paths beneath it, or an empty one) with its totals,
   * or another entry.
   */
  public sealed interface Child {
    String name();

    record SubFolder(String name, Totals totals) implements Child {}

    record Leaf(String name, Entry entry) implements Child {}
  }

  /**
   * Difference of one path between two versions. {@code before} is null for an addition, {@code
   * after} for a removal.
   */
  public record Difference(@Nullable Entry before, @Nullable Entry after) {}

  public Manifest(PackSource source, Root root) {
    throw new UnsupportedOperationException();
  }

  public Root root() {
    throw new UnsupportedOperationException();
  }

  public Totals totals() throws IOException {
    throw new UnsupportedOperationException();
  }

  public Optional<Entry> find(EntryPath path) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Entries in order, behind {@code after} (null: all), beneath or at {@code prefix} (null:
   * everywhere).
   */
  public Cursor<Entry> entries(@Nullable EntryPath prefix, @Nullable EntryPath after) {
    throw new UnsupportedOperationException();
  }

  /**
   * Children of a folder in order of their names (null: the top), behind the name {@code after};
   * subtrees are skipped, not read.
   */
  public List<Child> children(@Nullable EntryPath folder, @Nullable String after, int limit)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Totals beneath a folder: a walk down two edges. */
  public Totals totals(EntryPath folder) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * What differs in canonical parts, in path order; equal subtrees are skipped by their ids. Either
   * may be null: the empty version.
   */
  public static Cursor<Difference> diff(@Nullable Manifest before, @Nullable Manifest after) {
    throw new UnsupportedOperationException();
  }
}
