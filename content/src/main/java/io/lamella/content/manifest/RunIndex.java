package io.lamella.content.manifest;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the blocks of one encoded run begin, as far as it was read: so that reading it from a path
 * on need not begin at its start. It grows as the run is read, and is only a help: an empty one is
 * right, too. Safe for use by several threads.
 */
public final class RunIndex {
  /**
   * A block of changes.
   *
   * @param offset of its header in the encoded run
   * @param changes number of changes before it
   */
  record Block(long offset, long changes) {}

  private final ConcurrentSkipListMap<EntryPath, Block> blocks = new ConcurrentSkipListMap<>();

  /** Notes a block and its first path. */
  void note(EntryPath first, Block block) {
    blocks.putIfAbsent(first, block);
  }

  /** The last known block that begins at or before {@code path}; null: none is known. */
  @Nullable Block floor(EntryPath path) {
    Map.Entry<EntryPath, Block> found = blocks.floorEntry(path);
    return found == null ? null : found.getValue();
  }
}
