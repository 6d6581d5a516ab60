package io.lamella.upload.ingest;

import io.lamella.content.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Reads what is only to be pinned. */
final class Hashing {
  private static final int BUFFER = 1 << 16;

  private Hashing() {}

  /** SHA-256 and length of a stream. */
  record Hashed(Digest digest, long bytes) {}

  static Hashed of(InputStream body) throws IOException {
    MessageDigest sha = Digest.sha256();
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      sha.update(buffer, 0, read);
      bytes += read;
    }
    return new Hashed(Digest.of(sha), bytes);
  }
}
