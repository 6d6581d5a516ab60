package io.lamella.upload.change;

import io.lamella.content.Digest;

/**
 * What tells that a request is sent again.
 *
 * @param key its Idempotency-Key
 * @param fingerprint digest of its body
 */
record Repeat(String key, Digest fingerprint) {
  /** Header that bears the key. */
  static final String HEADER = "Idempotency-Key";
}
