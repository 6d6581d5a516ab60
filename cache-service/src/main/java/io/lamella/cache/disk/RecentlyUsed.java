package io.lamella.cache.contentcache;

import io.lamella.content.pack.PackRef;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which blocks are there, in the order of their last use, and the bytes that they take. */
final class RecentlyUsed {
  private final long maxBytes;
  private final Map<BlockKey, Long> sizes = new LinkedHashMap<>(1024, 0.75f, true);
  private long bytes;

  RecentlyUsed(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** True when the block is there; it counts as used now. */
  synchronized boolean use(BlockKey key) {
    return sizes.get(key) != null;
  }

  /** True when the block is there. */
  synchronized boolean holds(BlockKey key) {
    return sizes.containsKey(key);
  }

  /** Adds a block; returns those that have to go for it, longest unused first. */
  synchronized List<BlockKey> add(BlockKey key, long size) {
    Long before = sizes.put(key, size);
    bytes += size - (before == null ? 0 : before);
    List<BlockKey> gone = new ArrayList<>();
    Iterator<Map.Entry<BlockKey, Long>> eldest = sizes.entrySet().iterator();
    while (bytes > maxBytes && eldest.hasNext()) {
      Map.Entry<BlockKey, Long> block = eldest.next();
      bytes -= block.getValue();
      gone.add(block.getKey());
      eldest.remove();
    }
    return gone;
  }

  synchronized void remove(BlockKey key) {
    Long size = sizes.remove(key);
    if (size != null) {
      bytes -= size;
    }
  }

  /** Removes all blocks of a pack; returns them. */
  synchronized List<BlockKey> remove(PackRef pack) {
    List<BlockKey> blocks = sizes.keySet().stream().filter(k -> k.pack().equals(pack)).toList();
    blocks.forEach(this::remove);
    return blocks;
  }

  synchronized long bytes() {
    return bytes;
  }
}
