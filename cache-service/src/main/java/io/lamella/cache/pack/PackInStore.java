package io.lamella.cache.pack;

import io.lamella.cache.contentcache.StoredPack;
import io.lamella.content.CorruptedException;
import io.lamella.content.pack.PackRef;
import io.lamella.content.store.NoSuchObjectException;
import io.lamella.content.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** A pack as its store has it. */
record PackInStore(PackRef pack, ObjectStore store) implements StoredPack {
  @Override
  public long length() throws IOException {
    return store.stat(pack.key()).orElseThrow(() -> new NoSuchObjectException(pack.key())).length();
  }

  @Override
  public InputStream open(long offset, long length) throws IOException {
    try {
      return store.read(pack.key(), offset, length);
    } catch (NoSuchObjectException e) {
      throw e;
    } catch (IOException e) {
      if (offset > length() - length) {
        throw new CorruptedException(pack.key() + " ends early", e);
      }
      throw e;
    }
  }

  @Override
  public Optional<Path> file() {
    return store.localFile(pack.key());
  }

  @Override
  public long prefetch(long offset, long length) {
    return 0;
  }

  @Override
  public void forget() {}
}
