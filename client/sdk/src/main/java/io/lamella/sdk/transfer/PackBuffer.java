package io.lamella.sdk.transfer;

import io.lamella.content.pack.PackLimits;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of one pack in memory; grows as needed and is used again. For one thread at a time. */
final class PackBuffer {
  private static final int START = 1 << 20;
  private static final int STEPS_UP_TO = 8 << 20;

  /** What a pack of the target size comes to at most, with its last chunk and its footer. */
  private static final int WHOLE =
      PackLimits.TARGET_BYTES + PackLimits.MAX_RAW_LENGTH + (1 << 20);

  private byte[] bytes = new byte[START];
  private int length;

  void write(ByteBuffer more) {
    int count = more.remaining();
    if (length + count > bytes.length) {
      int next = bytes.length < STEPS_UP_TO ? 2 * bytes.length : WHOLE;
      bytes = Arrays.copyOf(bytes, Math.max(length + count, next));
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
