package io.lamella.content.pack;

import com.github.luben.zstd.Zstd;
import io.lamella.content.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Builds packs by hand, from the text of the format, also such as no writer makes. */
final class Forged {
  private final ByteArrayOutputStream frames = new ByteArrayOutputStream();
  private final List<ByteBuffer> lines = new ArrayList<>();

  /** Fields of a frame, to be set wrong one at a time; what is left alone is right. */
  static final class FrameFields {
    int magic = 0x72466d4c;
    int version = 1;
    int codec;
    int flags;
    byte[] chunkId;
    int rawLength;
    int storedLength;
    int crcChange;
    byte[] payload;

    FrameFields(byte[] raw) {
      chunkId = Digest.of(raw).toBytes();
      rawLength = raw.length;
      storedLength = raw.length;
      payload = raw;
    }

    static FrameFields zstd(byte[] raw) {
      FrameFields frame = new FrameFields(raw);
      frame.codec = 1;
      frame.payload = Zstd.compress(raw);
      frame.storedLength = frame.payload.length;
      return frame;
    }
  }

  Forged frame(FrameFields f) {
    ByteBuffer header = little(52);
    header.putInt(f.magic).put((byte) f.version).put((byte) f.codec).putShort((short) f.flags);
    header.put(f.chunkId).putInt(f.rawLength).putInt(f.storedLength);
    CRC32C crc = new CRC32C();
    crc.update(header.array(), 0, 48);
    crc.update(f.payload);
    header.putInt((int) crc.getValue() ^ f.crcChange);
    ByteBuffer line = little(48);
    line.put(f.chunkId).putLong(frames.size()).putInt(f.storedLength).putInt(f.rawLength);
    lines.add(line.flip());
    frames.writeBytes(header.array());
    frames.writeBytes(f.payload);
    return this;
  }

  Forged frame(byte[] raw) {
    return frame(new FrameFields(raw));
  }

  byte[] footer() {
    ByteBuffer footer = little(48 * lines.size());
    lines.forEach(line -> footer.put(line.duplicate()));
    return footer.array();
  }

  Digest id() {
    return Digest.of(footer());
  }

  byte[] pack() {
    ByteBuffer trailer = little(56);
    trailer.putLong(frames.size()).putInt(48 * lines.size()).putInt(lines.size());
    trailer.put(id().toBytes()).putLong(0x6b6361506c6d614cL);
    ByteArrayOutputStream pack = new ByteArrayOutputStream();
    pack.writeBytes(frames.toByteArray());
    pack.writeBytes(footer());
    pack.writeBytes(trailer.array());
    return pack.toByteArray();
  }

  private static ByteBuffer little(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
