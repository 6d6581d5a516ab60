package io.lamella.upload.source;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A range of an object as it was when it was opened.
 *
 * @param from first byte
 * @param length bytes
 * @param size bytes of the whole
 * @param etag what it was, where its store says so
 * @param modified when it was last changed, where that is known
 */
public record Slice(
    long from, long length, long size, @Nullable String etag, @Nullable Instant modified) {
  /**
   * Checks that the object is what it was.
   *
   * @throws SourceException {@code source-changed}
   */
  void require(String uri, long nowSize, @Nullable String nowEtag, @Nullable Instant nowModified)
      throws SourceException {
    boolean same = etag != null ? etag.equals(nowEtag) : Objects.equals(modified, nowModified);
    if (size != nowSize || !same) {
      throw changed(uri);
    }
  }

  static SourceException changed(String uri) {
    return SourceException.changed(uri + ": it changed while it was read");
  }
}
