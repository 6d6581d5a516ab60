package io.lamella.content.manifest;

import io.lamella.content.Digest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * Says where a level is cut into segments: behind a path whose hash says so, once a segment has 32
 * lines, and behind 1,024 lines. Starts anew at every cut, so that cutting again from a cut on
 * gives what cutting everything gives.
 */
final class Cutter {
  private static final int LEAST = 32;
  private static final long ONE_IN = 96;

  private final MessageDigest sha = Digest.sha256();
  private final byte level;
  private int lines;

  Cutter(int level) {
    this.level = (byte) level;
  }

  /** Takes the next line; true when the segment ends behind it. */
  boolean cutsBehind(EntryPath path) {
    lines++;
    boolean cut =
        lines == SegmentFormat.MAX_COUNT || (lines >= LEAST && hash(path) * ONE_IN < 1L << 32);
    if (cut) {
      lines = 0;
    }
    return cut;
  }

  private long hash(EntryPath path) {
    sha.update(level);
    byte[] digest = sha.digest(path.bytes());
    return Integer.toUnsignedLong(ByteBuffer.wrap(digest).getInt());
  }
}
