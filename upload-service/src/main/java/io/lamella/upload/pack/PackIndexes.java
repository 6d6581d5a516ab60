package io.lamella.upload.pack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.StorePacks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Indexes of packs, read once and kept while there is room: they never change. */
@ApplicationScoped
public class PackIndexes {
  /** Some 100 bytes each. */
  private static final long SLOTS_KEPT = 400_000;

  private final Cache<PackRef, PackIndex> known =
      Caffeine.newBuilder()
          .maximumWeight(SLOTS_KEPT)
          .weigher((PackRef pack, PackIndex index) -> index.slots().size() + 1)
          .build();
  private final Stores stores;

  @Inject
  PackIndexes(Stores stores) {
    this.stores = stores;
  }

  /** Remembers the index of a pack that has just been checked. */
  void remember(PackRef pack, PackIndex index) {
    known.put(pack, index);
  }

  /** The index of a live pack. */
  public PackIndex of(PackRow row) throws IOException {
    try {
      return known.get(row.pack(), pack -> read(row));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private PackIndex read(PackRow row) {
    try {
      return PackIndex.read(new StorePacks(stores.open(row.store())), row.pack(), row.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
