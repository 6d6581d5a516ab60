package io.lamella.sdk.transfer;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes of one pack in memory, in blocks that are used again for the next. For one thread at a
 * time.
 */
final class PackBuffer {
  static final int BLOCK = 256 << 10;
  private final List<byte[]> blocks = new ArrayList<>();
  private int length;

  void write(ByteBuffer more) {
    while (more.hasRemaining()) {
      int block = length / BLOCK;
      int at = length % BLOCK;
      if (block == blocks.size()) {
        blocks.add(new byte[BLOCK]);
      }
      int count = Math.min(more.remaining(), BLOCK - at);
      more.get(blocks.get(block), at, count);
      length += count;
    }
  }

  int length() {
    return length;
  }

  /** The body of a request: all bytes that were written. */
  BodyPublisher body() {
    List<byte[]> parts = new ArrayList<>(blocks.subList(0, length / BLOCK));
    if (length % BLOCK > 0) {
      parts.add(Arrays.copyOf(blocks.get(length / BLOCK), length % BLOCK));
    }
    return length == 0
        ? BodyPublishers.noBody()
        : BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(parts), length);
  }

  void clear() {
    length = 0;
  }
}
