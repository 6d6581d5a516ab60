package io.lamella.content.manifest;

import io.lamella.content.Digest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Names that end a segment on the levels 0 and 1, so that all segments of these levels are as short
 * as can be, 32 lines: trees of three levels of a thousand names.
 */
final class ShortSegments {
  static final int COUNT = 1400;

  /** In path order. */
  static final List<String> NAMES = find();

  private ShortSegments() {}

  private static List<String> find() {
    List<String> names = new ArrayList<>();
    MessageDigest sha = Digest.sha256();
    for (int i = 0; names.size() < COUNT; i++) {
      String name = Integer.toString(i, 36);
      byte[] utf8 = Contents.utf8(name);
      if (cuts(sha, 0, utf8) && cuts(sha, 1, utf8)) {
        names.add(name);
      }
    }
    Collections.sort(names);
    return List.copyOf(names);
  }

  private static boolean cuts(MessageDigest sha, int level, byte[] path) {
    sha.update((byte) level);
    long hash = ByteBuffer.wrap(sha.digest(path)).getInt() & 0xffffffffL;
    return hash * 96 < 1L << 32;
  }
}
