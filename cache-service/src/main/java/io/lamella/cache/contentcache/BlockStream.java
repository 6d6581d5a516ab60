package io.lamella.cache.contentcache;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A range of a pack out of its blocks; holds one of them at a time. */
final class BlockStream extends InputStream {
  private final CachedPack pack;
  private long at;
  private final long end;
  private byte @Nullable [] block;
  private int blockNumber = -1;

  BlockStream(CachedPack pack, long offset, long length) {
    this.pack = pack;
    this.at = offset;
    this.end = offset + length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (at >= end) {
      return -1;
    }
    byte[] bytes = current();
    int in = (int) (at % pack.blockBytes());
    int count = (int) Math.min(Math.min(length, bytes.length - in), end - at);
    System.arraycopy(bytes, in, target, from, count);
    at += count;
    return count;
  }

  private byte[] current() throws IOException {
    int number = (int) (at / pack.blockBytes());
    byte[] bytes = block;
    if (bytes == null || number != blockNumber) {
      bytes = pack.block(number);
      block = bytes;
      blockNumber = number;
    }
    return bytes;
  }
}
