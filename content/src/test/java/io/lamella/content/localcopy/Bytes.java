package io.lamella.content.localcopy;

import java.util.Random;

/** Content that no chunk of other content is like. */
final class Bytes {
  private Bytes() {}

  static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
