package io.lamella.upload.intake;

import io.lamella.content.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** A SHA-256 that can be put away and gone on with: the platform's own cannot. For one thread. */
final class RunningDigest {
  private final SHA256Digest sha;

  /**
   * @param state what {@link #state} answered; empty: of no bytes
   */
  RunningDigest(byte[] state) {
    this.sha = state.length == 0 ? new SHA256Digest() : new SHA256Digest(state);
  }

  void update(byte[] bytes) {
    sha.update(bytes, 0, bytes.length);
  }

  byte[] state() {
    return sha.getEncodedState();
  }

  /** The digest of all bytes; nothing may follow. */
  Digest end() {
    byte[] digest = new byte[Digest.LENGTH];
    sha.doFinal(digest, 0);
    return Digest.wrap(digest);
  }
}
