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
 * @param item number of the item in its attempt: from 0, and below 0 of a file that is split
 * @param files what it loads
 * @param range bytes of the one file that it loads; null: all of its files
 */
public record IngestItem(
    UUID ingest, int attempt, int item, List<File> files, @Nullable Range range) {
  public IngestItem {
    files = List.copyOf(files);
  }

  /**
   * A range of a large file, which several items bring into packs, and one puts together.
   *
   * @param whole number of the item that puts the file together; that item has all of it as range
   * @param from first byte
   * @param length bytes
   */
  public record Range(int whole, long from, long length) {}

  /** Whether it puts a file together of ranges that are in packs. */
  public boolean putsTogether() {
    return range != null && range.whole() == item;
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
