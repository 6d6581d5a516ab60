package io.lamella.upload.pack;

import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.StorePacks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Indexes of packs, read once and kept while there is room: they never change. The longest unused
 * go first, so that what has just arrived is there when files that are made of it are registered.
 */
@ApplicationScoped
public class PackIndexes {
  /** Those of forty packs of the smallest files, or of 20 GiB of large ones. */
  static final long BYTES_KEPT = 16L << 20;

  private final Map<PackRef, PackIndex> known = new LinkedHashMap<>(16, 0.75f, true);
  private final Stores stores;
  private long bytes;

  @Inject
  PackIndexes(Stores stores) {
    this.stores = stores;
  }

  /** Remembers the index of a pack that has just been checked. */
  synchronized void remember(PackRef pack, PackIndex index) {
    PackIndex before = known.put(pack, index);
    bytes += index.memory() - (before == null ? 0 : before.memory());
    Iterator<PackIndex> eldest = known.values().iterator();
    while (bytes > BYTES_KEPT) {
      bytes -= eldest.next().memory();
      eldest.remove();
    }
  }

  private synchronized @Nullable PackIndex known(PackRef pack) {
    return known.get(pack);
  }

  /** The index of a live pack. */
  public PackIndex of(PackRow row) throws IOException {
    PackIndex index = known(row.pack());
    if (index == null) {
      index = PackIndex.read(new StorePacks(stores.open(row.store())), row.pack(), row.bytes());
      remember(row.pack(), index);
    }
    return index;
  }
}
