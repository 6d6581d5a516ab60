package io.lamella.content.chunk;

import java.util.Arrays;
import java.util.Random;

/** Generated data; the same seed gives the same bytes on every machine and Java version. */
public final class Samples {
  private Samples() {}

  /** Stretches of noise, of text with few letters, and of one value, up to 200,000 bytes each. */
  public static byte[] mixed(long seed, int size) {
    Random random = new Random(seed);
    byte[] data = new byte[size];
    for (int at = 0; at < size; ) {
      int end = Math.min(size, at + 1 + random.nextInt(200_000));
      switch (random.nextInt(3)) {
        case 0 -> fill(data, at, end, random, "0123456789,\n");
        case 1 -> Arrays.fill(data, at, end, (byte) random.nextInt(256));
        default -> noise(data, at, end, random);
      }
      at = end;
    }
    return data;
  }

  /** Bytes that do not compress. */
  public static byte[] noise(long seed, int size) {
    byte[] data = new byte[size];
    new Random(seed).nextBytes(data);
    return data;
  }

  /** Bytes that compress to about half. */
  public static byte[] text(long seed, int size) {
    byte[] data = new byte[size];
    fill(data, 0, size, new Random(seed), "0123456789,\n");
    return data;
  }

  private static void noise(byte[] data, int at, int end, Random random) {
    byte[] noise = new byte[end - at];
    random.nextBytes(noise);
    System.arraycopy(noise, 0, data, at, noise.length);
  }

  private static void fill(byte[] data, int at, int end, Random random, String letters) {
    for (int i = at; i < end; i++) {
      data[i] = (byte) letters.charAt(random.nextInt(letters.length()));
    }
  }
}
