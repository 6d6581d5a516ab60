package io.lamella.sdk.transfer;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of one pack in memory; grows as needed and is used again. For one thread at a time. */
final class PackBuffer {
  private static final int START = 1 << 20;
  private byte[] bytes = new byte[START];
  private int length;

  void write(ByteBuffer more) {
    int count = more.remaining();
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
    }
    more.get(bytes, length, count);
    length += count;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }
}
