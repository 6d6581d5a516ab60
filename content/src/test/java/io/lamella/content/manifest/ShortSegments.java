package io.lamella.content.manifest;

import io.lamella.content.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * Names that end a segment on the levels 0 and 1, found by trying millions, so that all segments of
 * these levels are as short as can be, 32 lines: trees of three levels of a thousand names.
 */
final class ShortSegments {
  static final int COUNT = 1400;

  /** In path order. */
  static final List<String> NAMES = read();

  private ShortSegments() {}

  private static List<String> read() {
    try (InputStream in = ShortSegments.class.getResourceAsStream("/manifest/short-segments.txt")) {
      List<String> names = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      if (names.size() != COUNT || !names.stream().allMatch(ShortSegments::cuts)) {
        throw new IllegalStateException("these names do not end segments");
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean cuts(String name) {
    return cuts(0, name) && cuts(1, name);
  }

  private static boolean cuts(int level, String name) {
    MessageDigest sha = Digest.sha256();
    sha.update((byte) level);
    long hash = Integer.toUnsignedLong(ByteBuffer.wrap(sha.digest(Contents.utf8(name))).getInt());
    return hash * 96 < 1L << 32;
  }
}
