package io.lamella.content.pack;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * Bytes of packs, wherever they come from: a store, or a server that has one. Safe for use by
 * several threads.
 */
public interface PackSource {
  /**
   * Opens a range of a pack. The stream yields exactly {@code length} bytes or fails.
   *
   * @param offset first byte
   * @param length number of bytes, at least 1
   * @throws io.lamella.content.store.NoSuchObjectException when the pack is gone
   */
  InputStream open(PackRef pack, long offset, long length) throws IOException;

  /**
   * Length of a whole pack, bytes, where that is known or easily asked for: it is where a pack's
   * index is found. Empty: not so here. Of a pack that is gone it may fail as {@link #open} does.
   */
  default OptionalLong length(PackRef pack) throws IOException {
    return OptionalLong.empty();
  }
}
