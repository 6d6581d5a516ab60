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
  public record Totals(long entries, long files, long links, long bytes) {
    /** Nothing. */
    public static final Totals NOTHING = new Totals(0, 0, 0, 0);

    /** What one entry adds. */
    public static Totals of(Entry entry) {
      if (entry instanceof Entry.File file) {
        return new Totals(1, 1, 0, file.size());
      }
      return new Totals(1, 0, entry instanceof Entry.Link ? 1 : 0, 0);
    }

    /** The sum. @throws ArithmeticException beyond 63 bits */
    public Totals plus(Totals other) {
      return new Totals(
          Math.addExact(entries, other.entries),
          Math.addExact(files, other.files),
          Math.addExact(links, other.links),
          Math.addExact(bytes, other.bytes));
    }
  }

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

  private final Root root;
  private final SegmentReader segments;

  public Manifest(PackSource source, Root root) {
    this(source, root, new SegmentCache(SegmentCache.SMALL));
  }

  /**
   * @param cache keeps segments that were read, of other manifests too
   */
  public Manifest(PackSource source, Root root, SegmentCache cache) {
    this.root = root;
    this.segments = new SegmentReader(source, cache);
  }

  public Root root() {
    return root;
  }

  public Totals totals() throws IOException {
    return rootSegment().totals();
  }

  public Optional<Entry> find(EntryPath path) throws IOException {
    TreeCursor at = TreeCursor.over(this);
    at.seek(new Bound.At(path), TreeCursor.ENTRIES);
    return at.atEnd() || !at.first().equals(path) ? Optional.empty() : Optional.of(at.entry());
  }

  /**
   * Entries in order, behind {@code after} (null: all), beneath or at {@code prefix} (null:
   * everywhere).
   */
  public Cursor<Entry> entries(@Nullable EntryPath prefix, @Nullable EntryPath after) {
    return new EntriesCursor(this, prefix, after);
  }

  /**
   * Children of a folder in order of their names (null: the top), behind the name {@code after};
   * subtrees are skipped, not read. None when there is no such folder.
   */
  public List<Child> children(@Nullable EntryPath folder, @Nullable String after, int limit)
      throws IOException {
    return new Children(TreeCursor.over(this), folder).list(after, limit);
  }

  /** Totals beneath a folder: a walk down two edges. */
  public Totals totals(EntryPath folder) throws IOException {
    TreeCursor at = TreeCursor.over(this);
    at.seek(new Bound.After(folder), TreeCursor.ENTRIES);
    return Children.totalsBeneath(at, folder);
  }

  /**
   * What differs in canonical parts, in path order; equal subtrees are skipped by their ids. Either
   * may be null: the empty version.
   */
  public static Cursor<Difference> diff(@Nullable Manifest before, @Nullable Manifest after) {
    return new DiffCursor(before, after, null);
  }

  SegmentReader segments() {
    return segments;
  }

  Segment rootSegment() throws IOException {
    return segments.root(root);
  }

  /** The line that would name the root, which must not be empty. */
  Item rootItem() throws IOException {
    Segment segment = rootSegment();
    return new Item(segment.key(0), root.id(), segment.totals(), Address.of(root.address()));
  }
}
