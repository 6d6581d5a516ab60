package io.lamella.content.manifest;

import io.lamella.content.Digest;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that grow: little-endian integers, varints (LEB128), prefix-compressed paths. */
final class ByteWriter {
  private byte[] bytes = new byte[1024];
  private int length;

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** What was written, up to {@link #length()}; valid until the next write. */
  byte[] array() {
    return bytes;
  }

  void u8(int value) {
    room(1);
    bytes[length++] = (byte) value;
  }

  void u32(int value) {
    room(4);
    set(bytes, length, value);
    length += 4;
  }

  /** Sets four bytes in place. */
  static void set(byte[] bytes, int at, int value) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >>> (8 * i));
    }
  }

  void u64(long value) {
    u32((int) value);
    u32((int) (value >>> 32));
  }

  /** An unsigned number in 1 to 10 bytes. */
  void varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** A number near zero, of either sign. */
  void signed(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  void raw(byte[] from, int offset, int count) {
    room(count);
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
  }

  void raw(byte[] from) {
    raw(from, 0, from.length);
  }

  void raw(ByteWriter from) {
    raw(from.bytes, 0, from.length);
  }

  void digest(Digest digest) {
    room(Digest.LENGTH);
    digest.write(ByteBuffer.wrap(bytes, length, Digest.LENGTH));
    length += Digest.LENGTH;
  }

  /** Length and bytes. */
  void block(byte[] block) {
    varint(block.length);
    raw(block);
  }

  /** What {@code path} shares with {@code before} (empty: nothing), and the rest. */
  void path(byte[] before, EntryPath path) {
    byte[] now = path.bytes();
    int mismatch = Arrays.mismatch(before, now);
    int shared = mismatch < 0 ? now.length : mismatch;
    varint(shared);
    varint(now.length - shared);
    raw(now, shared, now.length - shared);
  }

  private void room(int count) {
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(length, count)));
    }
  }
}
