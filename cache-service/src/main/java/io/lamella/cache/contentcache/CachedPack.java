package io.lamella.cache.contentcache;

import io.lamella.content.CorruptedException;
import io.lamella.content.pack.PackRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** A pack read through the content cache, block by block. */
public final class CachedPack implements StoredPack {
  private final PackRef pack;
  private final StoredPack stored;
  private final ContentCache cache;

  public CachedPack(PackRef pack, StoredPack stored, ContentCache cache) {
    this.pack = pack;
    this.stored = stored;
    this.cache = cache;
  }

  @Override
  public long length() throws IOException {
    return cache.length(pack, stored);
  }

  @Override
  public InputStream open(long offset, long length) throws IOException {
    if (offset < 0 || length < 1 || offset > length() - length) {
      throw new CorruptedException(pack.key() + " ends early, at " + length());
    }
    return new BlockStream(this, offset, length);
  }

  @Override
  public long prefetch(long offset, long length) throws IOException {
    long fetched = 0;
    long last = (offset + length - 1) / cache.blockBytes();
    for (long number = offset / cache.blockBytes(); number <= last; number++) {
      if (cache.fetch(pack, Math.toIntExact(number), stored)) {
        fetched += Math.min(cache.blockBytes(), length() - number * cache.blockBytes());
      }
    }
    return fetched;
  }

  @Override
  public void forget() throws IOException {
    cache.forget(pack);
  }

  /** None: what lies in the cache is checked before it is given out. */
  @Override
  public Optional<Path> file() {
    return Optional.empty();
  }

  int blockBytes() {
    return cache.blockBytes();
  }

  byte[] block(int number) throws IOException {
    return cache.block(pack, number, stored);
  }
}
