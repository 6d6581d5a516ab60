package io.lamella.content.pack;

import io.lamella.content.Digest;
import java.nio.ByteBuffer;

/**
 * Checks a pack as its bytes arrive: every frame is decoded, its CRC, length and chunk id compared,
 * footer and trailer compared with the frames and the pack's id. Trusts nothing; bounded memory
 * (one frame). Fed from any thread, one at a time.
 */
public final class PackVerifier {
  public PackVerifier(Digest packId) {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes the next bytes; fails at the first that is wrong, with a message that says what and
   * where.
   */
  public void feed(ByteBuffer bytes) throws io.lamella.content.CorruptedException {
    throw new UnsupportedOperationException();
  }

  /** Ends the pack and returns what it holds. */
  public PackIndex finish() throws io.lamella.content.CorruptedException {
    throw new UnsupportedOperationException();
  }
}
