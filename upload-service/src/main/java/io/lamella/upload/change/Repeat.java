package io.lamella.upload.change;

import io.lamella.content.Digest;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.nio.charset.StandardCharsets;

/**
 * What tells that a request is sent again.
 *
 * @param key its Idempotency-Key
 * @param fingerprint digest of its body
 */
record Repeat(String key, Digest fingerprint) {
  /** Header that bears the key. */
  static final String HEADER = "Idempotency-Key";

  private static final int LONGEST = 255;

  /**
   * Stops keys that are too long to be kept.
   *
   * @throws LamellaException {@code limit-exceeded}, with the limit
   */
  static String checked(String key) {
    int length = key.getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST) {
      throw new LamellaException(
          ErrorCode.LIMIT_EXCEEDED, HEADER + " has at most " + LONGEST + " bytes, not " + length);
    }
    return key;
  }
}
