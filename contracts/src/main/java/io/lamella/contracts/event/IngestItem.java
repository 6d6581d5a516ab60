package io.lamella.contracts.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bounded piece of an ingest: it is in the draft as a whole, once, or not at all.
 *
 * @param ingest id of the ingest
 * @param attempt which attempt it belongs to; those of earlier ones are void
 * @param item number of the item in its attempt, from 0
 * @param files what it loads
 */
public record IngestItem(UUID ingest, int attempt, int item, List<File> files) {
  public IngestItem {
    files = List.copyOf(files);
  }

  /**
   * A file to load.
   *
   * @param path its path in the version
   * @param uri where it lies; of text that came along: which source of the request it was
   * @param size bytes, as far as is known; -1 when it is not
   * @param etag what the object was when it was found, where its store says so
   * @param modified when it was last changed, where that is known
   * @param content text that came along, see {@link io.lamella.contracts.rest.IngestSource}
   * @param base64 bytes that came along
   */
  public record File(
      String path,
      String uri,
      long size,
      @Nullable String etag,
      @Nullable Instant modified,
      @Nullable String content,
      @Nullable String base64) {}
}
