package io.lamella.cache.contentcache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** A pack at the place where this service reads it. */
public interface StoredPack {
  /**
   * Bytes of the whole pack.
   *
   * @throws io.lamella.content.store.NoSuchObjectException when it is gone
   */
  long length() throws IOException;

  /**
   * Opens a range; the stream yields exactly {@code length} bytes or fails.
   *
   * @throws io.lamella.content.store.NoSuchObjectException when it is gone
   */
  InputStream open(long offset, long length) throws IOException;

  /** The file of this machine that is the pack, where there is one. */
  Optional<Path> file();

  /**
   * Brings what a range needs onto this machine, where packs of this store are cached.
   *
   * @return bytes fetched for it
   */
  long prefetch(long offset, long length) throws IOException;

  /** Drops what this machine keeps of it. */
  void forget() throws IOException;
}
