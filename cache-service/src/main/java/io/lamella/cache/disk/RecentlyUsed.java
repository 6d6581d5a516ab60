package io.lamella.cache.disk;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What is there, in the order of its last use, and the bytes that it takes, which are bounded. Safe
 * for use by several threads.
 *
 * @param <K> names of what is there
 */
public final class RecentlyUsed<K> {
  private final long maxBytes;
  private final Map<K, Long> sizes = new LinkedHashMap<>(1024, 0.75f, true);
  private long bytes;

  public RecentlyUsed(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** True when it is there; it counts as used now. */
  public synchronized boolean use(K key) {
    return sizes.get(key) != null;
  }

  /** True when it is there. */
  public synchronized boolean holds(K key) {
    return sizes.containsKey(key);
  }

  /** Adds something; returns what has to go for it, longest unused first. */
  public synchronized List<K> add(K key, long size) {
    Long before = sizes.put(key, size);
    bytes += size - (before == null ? 0 : before);
    List<K> gone = new ArrayList<>();
    Iterator<Map.Entry<K, Long>> eldest = sizes.entrySet().iterator();
    while (bytes > maxBytes && eldest.hasNext()) {
      Map.Entry<K, Long> one = eldest.next();
      bytes -= one.getValue();
      gone.add(one.getKey());
      eldest.remove();
    }
    return gone;
  }

  public synchronized void remove(K key) {
    Long size = sizes.remove(key);
    if (size != null) {
      bytes -= size;
    }
  }

  /** Removes all that fits; returns it. */
  public synchronized List<K> removeAll(Predicate<K> fits) {
    List<K> found = sizes.keySet().stream().filter(fits).toList();
    found.forEach(this::remove);
    return found;
  }

  public synchronized long bytes() {
    return bytes;
  }
}
