package io.lamella.cache.download;

import io.lamella.cache.contents.Asked;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the conditions of a request leave to send of something {@code size} bytes long.
 *
 * @param status 200, 206 or 304
 * @param range the bytes to send; empty when none are
 */
public record Download(int status, Map<String, String> headers, Optional<ByteRange> range) {
  public Download {
    headers = Map.copyOf(headers);
  }

  /**
   * Reads Range, If-Range and If-None-Match.
   *
   * @throws io.lamella.cache.stream.UnsatisfiableRangeException when no byte lies in the range
   */
  public static Download of(Asked asked, EntityTag tag, long size, String contentType) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ETag", tag.quoted());
    headers.put("Cache-Control", "private, no-cache");
    if (asked.header("If-None-Match").filter(tag::isNamedBy).isPresent()) {
      return new Download(304, headers, Optional.empty());
    }
    headers.put("Accept-Ranges", "bytes");
    headers.put("Content-Type", contentType);
    boolean unchanged = asked.header("If-Range").map(tag::isDemandedBy).orElse(true);
    Optional<ByteRange> part =
        unchanged
            ? asked.header("Range").flatMap(header -> ByteRange.parse(header, size))
            : Optional.empty();
    part.ifPresent(range -> headers.put("Content-Range", range.contentRange()));
    return new Download(
        part.isPresent() ? 206 : 200,
        headers,
        Optional.of(part.orElse(new ByteRange(0, size, size))));
  }
}
