package io.lamella.cache.download;

import io.lamella.cache.stream.UnsatisfiableRangeException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of bytes of something {@code of} bytes long.
 *
 * @param from first byte
 * @param length number of bytes, at least 1
 */
public record ByteRange(long from, long length, long of) {
  private static final Pattern SINGLE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

  /**
   * Reads a Range header. Empty, which means all of it, for what RFC 9110 lets a server ignore:
   * other units, several ranges, and what is no range.
   *
   * @throws UnsatisfiableRangeException when no byte lies in it
   */
  public static Optional<ByteRange> parse(String header, long size) {
    Matcher range = SINGLE.matcher(header);
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (range.group(1).isEmpty()) {
      return Optional.of(last(Long.parseLong(range.group(2)), size, header));
    }
    long first = Long.parseLong(range.group(1));
    long last = range.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(range.group(2));
    if (last < first) {
      return Optional.empty();
    }
    if (first >= size) {
      throw new UnsatisfiableRangeException(header, size);
    }
    return Optional.of(new ByteRange(first, Math.min(last, size - 1) - first + 1, size));
  }

  private static ByteRange last(long count, long size, String header) {
    if (count == 0 || size == 0) {
      throw new UnsatisfiableRangeException(header, size);
    }
    long length = Math.min(count, size);
    return new ByteRange(size - length, length, size);
  }

  /** As a Content-Range header. */
  public String contentRange() {
    return "bytes " + from + "-" + (from + length - 1) + "/" + of;
  }
}
