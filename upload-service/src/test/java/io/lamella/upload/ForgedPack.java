package io.lamella.upload;

import com.github.luben.zstd.Zstd;
import io.lamella.content.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A pack that no writer makes. What is wrong in it is vouched for by every checksum, so that only
 * whoever looks at the content finds it.
 */
public record ForgedPack(Digest id, byte[] bytes) {
  private static final int RAW = 0;
  private static final int ZSTD = 1;
  private static final int FRAME_HEADER = 52;
  private static final int FOOTER_LINE = 48;

  /** A frame as its header tells of it. */
  private record Frame(Digest chunk, int codec, int rawLength, byte[] payload) {
    static Frame of(byte[] chunk) {
      return new Frame(Digest.of(chunk), RAW, chunk.length, chunk);
    }
  }

  /** Its only frame says that a byte more comes out of it than does. */
  public static ForgedPack withAWrongLength() {
    byte[] chunk = "some text ".repeat(500).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    return of(
        List.of(new Frame(Digest.of(chunk), ZSTD, chunk.length + 1, Zstd.compress(chunk))), -1);
  }

  /** Its second frame bears the id of its first. */
  public static ForgedPack withAWrongChunkId() {
    byte[] first = TestPack.random(1_000);
    byte[] second = TestPack.random(1_000);
    return of(List.of(Frame.of(first), new Frame(Digest.of(first), RAW, 1_000, second)), -1);
  }

  /** Its frames are good; the second line of its footer tells of the first chunk. */
  public static ForgedPack withALyingFooter() {
    return of(List.of(Frame.of(TestPack.random(1_000)), Frame.of(TestPack.random(1_000))), 1);
  }

  /** Its only frame says that it holds 2 MiB, and unfolds to a gibibyte. */
  public static ForgedPack bomb() {
    byte[] layer = Zstd.compress(new byte[64 << 20]);
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    for (int i = 0; i < 16; i++) {
      bomb.writeBytes(layer);
    }
    return of(
        List.of(new Frame(Digest.of(new byte[2 << 20]), ZSTD, 2 << 20, bomb.toByteArray())), -1);
  }

  private static ForgedPack of(List<Frame> frames, int lyingLine) {
    ByteArrayOutputStream pack = new ByteArrayOutputStream();
    ByteBuffer footer = little(FOOTER_LINE * frames.size());
    for (Frame frame : frames) {
      Digest named = footer.position() == FOOTER_LINE * lyingLine ? frames.get(0).chunk() : null;
      footer.put((named == null ? frame.chunk() : named).toBytes()).putLong(pack.size());
      footer.putInt(frame.payload().length).putInt(frame.rawLength());
      pack.writeBytes(header(frame));
      pack.writeBytes(frame.payload());
    }
    Digest id = Digest.of(footer.array());
    ByteBuffer trailer = little(56);
    trailer.putLong(pack.size()).putInt(footer.capacity()).putInt(frames.size());
    trailer.put(id.toBytes()).putLong(0x6b6361506c6d614cL);
    pack.writeBytes(footer.array());
    pack.writeBytes(trailer.array());
    return new ForgedPack(id, pack.toByteArray());
  }

  private static byte[] header(Frame frame) {
    ByteBuffer header = little(FRAME_HEADER);
    header.putInt(0x72466d4c).put((byte) 1).put((byte) frame.codec()).putShort((short) 0);
    header.put(frame.chunk().toBytes()).putInt(frame.rawLength()).putInt(frame.payload().length);
    CRC32C crc = new CRC32C();
    crc.update(header.array(), 0, FRAME_HEADER - 4);
    crc.update(frame.payload());
    return header.putInt((int) crc.getValue()).array();
  }

  private static ByteBuffer little(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
