package io.lamella.content.manifest;

import io.lamella.content.CorruptedException;
import io.lamella.content.Digest;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads what {@link ByteWriter} writes; whatever the bytes, fails with CorruptedException only. */
final class ByteReader {
  private final byte[] bytes;
  private final int end;
  private int at;

  ByteReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  int remaining() {
    return end - at;
  }

  /** Cuts off the next {@code count} bytes as a reader of their own. */
  ByteReader slice(long count) throws CorruptedException {
    need(count);
    ByteReader slice = new ByteReader(bytes, at, at + (int) count);
    at += (int) count;
    return slice;
  }

  int u8() throws CorruptedException {
    need(1);
    return bytes[at++] & 0xff;
  }

  int u32() throws CorruptedException {
    need(4);
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value |= (bytes[at++] & 0xff) << (8 * i);
    }
    return value;
  }

  long u64() throws CorruptedException {
    return Integer.toUnsignedLong(u32()) | ((long) u32() << 32);
  }

  long varint() throws CorruptedException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = u8();
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        if ((b == 0 && shift > 0) || (shift == 63 && b > 1)) {
          throw new CorruptedException("a number is not in its shortest form");
        }
        return value;
      }
    }
    throw new CorruptedException("a number has more than ten bytes");
  }

  /** A varint from 0 to {@code max}. */
  int varint(int max, String what) throws CorruptedException {
    long value = varint();
    if (value < 0 || value > max) {
      throw new CorruptedException(
          what + " is " + Long.toUnsignedString(value) + ", more than " + max);
    }
    return (int) value;
  }

  /** A varint that is not negative as a long. */
  long size(String what) throws CorruptedException {
    long value = varint();
    if (value < 0) {
      throw new CorruptedException(what + " is beyond 63 bits");
    }
    return value;
  }

  long signed() throws CorruptedException {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  Digest digest() throws CorruptedException {
    need(Digest.LENGTH);
    at += Digest.LENGTH;
    return Digest.read(ByteBuffer.wrap(bytes, at - Digest.LENGTH, Digest.LENGTH));
  }

  byte[] block(int max, String what) throws CorruptedException {
    return raw(varint(max, what));
  }

  byte[] raw(int count) throws CorruptedException {
    need(count);
    byte[] raw = Arrays.copyOfRange(bytes, at, at + count);
    at += count;
    return raw;
  }

  /** A path behind {@code before} (empty: the first one): checked, and in order. */
  EntryPath path(byte[] before) throws CorruptedException {
    int shared = varint(before.length, "length shared with the path before");
    int rest = varint(remaining(), "length of a path");
    need(rest);
    byte[] path = Arrays.copyOf(before, shared + rest);
    System.arraycopy(bytes, at, path, shared, rest);
    at += rest;
    boolean ordered =
        rest > 0
            && (shared == before.length
                || EntryPath.rank(path[shared]) > EntryPath.rank(before[shared]));
    if (!ordered && path.length > 0) {
      throw new CorruptedException("paths are out of order");
    }
    int part = shared;
    while (part > 0 && path[part - 1] != '/') {
      part--;
    }
    try {
      return EntryPath.checked(path, part);
    } catch (InvalidPathException e) {
      throw new CorruptedException(String.valueOf(e.getMessage()), e);
    }
  }

  void end() throws CorruptedException {
    if (at != end) {
      throw new CorruptedException(remaining() + " bytes too many");
    }
  }

  private void need(long count) throws CorruptedException {
    if (count < 0 || count > end - at) {
      throw new CorruptedException("bytes end " + (count - (end - at)) + " too early");
    }
  }
}
