package io.lamella.cache.download;

import io.lamella.cache.stream.Pieces;
import io.lamella.content.CorruptedException;
import io.lamella.content.Digest;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a file or a range of it. The last piece of a whole file comes only when the digest of
 * all of it is right.
 */
public final class CheckedPieces implements Pieces {
  private final InputStream in;
  private final @Nullable Digest digest;
  private final MessageDigest sha = Digest.sha256();
  private long left;

  /**
   * @param length bytes that {@code in} has to yield
   * @param digest what they must hash to; null where only frames can tell
   */
  public CheckedPieces(InputStream in, long length, @Nullable Digest digest) {
    this.in = in;
    this.left = length;
    this.digest = digest;
  }

  @Override
  public @Nullable Buffer next() throws IOException {
    byte[] piece = nextBytes();
    return piece == null ? null : Buffer.buffer(piece);
  }

  /** As {@link #next()}, as an array. */
  public byte @Nullable [] nextBytes() throws IOException {
    if (left == 0) {
      return null;
    }
    byte[] piece = in.readNBytes((int) Math.min(left, LENGTH));
    if (piece.length == 0) {
      throw new CorruptedException("the content ends " + left + " bytes early");
    }
    left -= piece.length;
    if (digest != null) {
      check(piece, digest);
    }
    return piece;
  }

  private void check(byte[] piece, Digest expected) throws CorruptedException {
    sha.update(piece);
    if (left == 0) {
      Digest actual = Digest.of(sha);
      if (!actual.equals(expected)) {
        throw new CorruptedException("a file hashes to " + actual + ", not to " + expected);
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
