package io.lamella.content.manifest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Segments as packs hold them. */
public final class Segments {
  private Segments() {}

  /** Whether the bytes from the buffer's position on begin as a segment does. */
  public static boolean beginsOne(ByteBuffer bytes) {
    return bytes.remaining() >= SegmentFormat.HEADER_BYTES
        && bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt() == SegmentFormat.MAGIC;
  }
}
