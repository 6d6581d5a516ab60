package io.lamella.bench.data;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Seeded bytes that no compression makes smaller. */
final class Noise {
  private Noise() {}

  static byte[] bytes(SplittableRandom random, int count) {
    ByteBuffer longs = ByteBuffer.allocate((count + 7) & ~7);
    while (longs.hasRemaining()) {
      longs.putLong(random.nextLong());
    }
    byte[] bytes = new byte[count];
    longs.flip().get(bytes);
    return bytes;
  }
}
