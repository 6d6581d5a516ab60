package io.lamella.cache.contentcache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lamella.cache.CacheConfig;
import io.lamella.cache.disk.RecentlyUsed;
import io.lamella.content.CorruptedException;
import io.lamella.content.pack.PackRef;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Aligned blocks of packs on disk, bounded in bytes; the longest unused go first. Every block is
 * checked when it is read; a damaged one is fetched again. Those who want the same block at the
 * same time share one fetch. A disk that takes no more costs speed, not answers.
 */
@ApplicationScoped
public class ContentCache {
  private static final Logger LOG = Logger.getLogger(ContentCache.class);
  private static final int LENGTHS = 100_000;

  private final int blockBytes;
  private final BlockFiles files;
  private final RecentlyUsed<BlockKey> used;
  private final ConcurrentHashMap<BlockKey, CompletableFuture<byte[]>> fetching =
      new ConcurrentHashMap<>();
  private final Cache<PackRef, Long> lengths = Caffeine.newBuilder().maximumSize(LENGTHS).build();
  private final CacheMeters meters;

  @Inject
  ContentCache(CacheConfig config, MeterRegistry meters) throws IOException {
    this(config.dir(), config.bytes(), config.blockBytes(), meters);
  }

  ContentCache(Path folder, long maxBytes, int blockBytes, MeterRegistry meters)
      throws IOException {
    this.blockBytes = blockBytes;
    this.files = BlockFiles.open(folder, blockBytes);
    this.used = new RecentlyUsed<>(maxBytes);
    this.meters = new CacheMeters(meters, used);
    for (BlockFiles.Found found : files.scan()) {
      admit(found.key(), found.bytes());
    }
  }

  /** Length of all blocks but a pack's last one, bytes. */
  int blockBytes() {
    return blockBytes;
  }

  /** Length of a pack, asked of its store once. */
  long length(PackRef pack, StoredPack stored) throws IOException {
    Long known = lengths.getIfPresent(pack);
    if (known == null) {
      known = stored.length();
      lengths.put(pack, known);
    }
    return known;
  }

  /** Makes sure that a block is there; true when it had to be fetched. */
  boolean fetch(PackRef pack, int number, StoredPack stored) throws IOException {
    BlockKey key = new BlockKey(pack, number);
    if (used.holds(key)) {
      return false;
    }
    block(pack, number, stored);
    return true;
  }

  /** Drops every block of a pack. */
  void forget(PackRef pack) throws IOException {
    lengths.invalidate(pack);
    for (BlockKey key : used.removeAll(block -> block.pack().equals(pack))) {
      files.delete(key);
    }
  }

  /** A block's bytes, not to be changed. */
  byte[] block(PackRef pack, int number, StoredPack stored) throws IOException {
    BlockKey key = new BlockKey(pack, number);
    byte[] cached = cached(key);
    if (cached != null) {
      meters.hit();
      return cached;
    }
    CompletableFuture<byte[]> mine = new CompletableFuture<>();
    CompletableFuture<byte[]> others = fetching.putIfAbsent(key, mine);
    if (others != null) {
      return await(others);
    }
    try {
      byte[] block = cached(key);
      if (block == null) {
        block = fetch(key, stored);
      }
      mine.complete(block);
      return block;
    } catch (Throwable e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      fetching.remove(key, mine);
    }
  }

  private byte[] fetch(BlockKey key, StoredPack stored) throws IOException {
    meters.miss();
    long start = (long) key.number() * blockBytes;
    int length = (int) Math.min(blockBytes, length(key.pack(), stored) - start);
    byte[] block;
    try (InputStream in = stored.open(start, length)) {
      block = in.readNBytes(length);
    }
    if (block.length != length) {
      throw new CorruptedException("a pack ends early: " + key.pack().key());
    }
    keep(key, block);
    return block;
  }

  private byte @Nullable [] cached(BlockKey key) {
    if (!used.use(key)) {
      return null;
    }
    try {
      return files.read(key);
    } catch (IOException e) {
      meters.damaged();
      LOG.warnf("fetching a cached block again: %s", e.getMessage());
      used.remove(key);
      return null;
    }
  }

  private void keep(BlockKey key, byte[] block) {
    try {
      admit(key, files.write(key, block));
    } catch (IOException e) {
      LOG.warnf("a block could not be cached: %s", e);
    }
  }

  private void admit(BlockKey key, long bytes) throws IOException {
    for (BlockKey gone : used.add(key, bytes)) {
      meters.evicted();
      files.delete(gone);
    }
  }

  private static byte[] await(CompletableFuture<byte[]> fetch) throws IOException {
    try {
      return fetch.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
