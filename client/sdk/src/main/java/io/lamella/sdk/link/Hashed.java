package io.lamella.sdk.link;

import io.lamella.content.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Digests of streams. */
final class Hashed {
  private static final int BUFFER = 128 << 10;

  private Hashed() {}

  /** SHA-256 of all that is left. */
  static Digest of(InputStream in) throws IOException {
    MessageDigest sha = Digest.sha256();
    byte[] buffer = new byte[BUFFER];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      sha.update(buffer, 0, count);
    }
    return Digest.of(sha);
  }
}
