package io.lamella.acceptance;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * Packs and runs that no writer makes, as other programs could send them. What is wrong in them is
 * vouched for by every checksum.
 */
final class Forged {
  private static final int RAW = 0;
  private static final int ZSTD = 1;
  private static final int FRAME_HEADER = 52;
  private static final int FOOTER_LINE = 48;
  private static final int ZSTD_BLOCK = 128 * 1024;
  private static final int CHUNK = 1_000;

  private Forged() {}

  /**
   * A pack.
   *
   * @param id what its footer says, in hex
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Pack(String id, byte[] bytes) {
    /** The same with one bit in the middle of it turned over. */
    Pack flipped() {
      byte[] flipped = bytes.clone();
      flipped[flipped.length / 2] ^= 1;
      return new Pack(id, flipped);
    }

    /** The same, under an id that is not its own. */
    Pack underAnotherId() {
      return new Pack("ab".repeat(32), bytes);
    }

    /** The same without its last byte. */
    Pack cutShort() {
      return new Pack(id, Arrays.copyOf(bytes, bytes.length - 1));
    }
  }

  /** A frame as its header tells of it. */
  private record Frame(byte[] chunk, int codec, int rawLength, byte[] payload) {
    static Frame of(byte[] chunk) {
      return new Frame(sha256(chunk), RAW, chunk.length, chunk);
    }
  }

  /** Nothing is wrong with it. */
  static Pack good() {
    return pack(List.of(Frame.of(chunk(1)), Frame.of(chunk(2))), -1);
  }

  /** Its only frame says that a byte more comes out of it than does. */
  static Pack withAWrongLength() {
    byte[] chunk = chunk(3);
    return pack(List.of(new Frame(sha256(chunk), RAW, CHUNK + 1, chunk)), -1);
  }

  /** Its second frame bears the id of its first. */
  static Pack withAWrongChunkId() {
    byte[] first = chunk(4);
    return pack(List.of(Frame.of(first), new Frame(sha256(first), RAW, CHUNK, chunk(5))), -1);
  }

  /** Its frames are good; the second line of its footer tells of the first chunk. */
  static Pack withALyingFooter() {
    return pack(List.of(Frame.of(chunk(6)), Frame.of(chunk(7))), 1);
  }

  /** Its only frame says that it holds 2 MiB, and unfolds to a gibibyte. */
  static Pack bomb() {
    byte[] said = new byte[2 << 20];
    ByteBuffer bomb = little(6 + 4 * ((1 << 30) / ZSTD_BLOCK));
    bomb.putInt(0xfd2fb528).put((byte) 0).put((byte) (11 << 3));
    while (bomb.hasRemaining()) {
      int last = bomb.remaining() == 4 ? 1 : 0;
      block(bomb, last, 1, ZSTD_BLOCK);
      bomb.put((byte) 0);
    }
    return pack(List.of(new Frame(sha256(said), ZSTD, said.length, bomb.array())), -1);
  }

  /** A run that puts one symlink, at any path. */
  static byte[] runWithASymlinkAt(String path) {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream row = new ByteArrayOutputStream();
    row.write(0);
    row.write(name.length);
    row.writeBytes(name);
    row.writeBytes(new byte[] {3, 1, 'x'});
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    raw.write(row.size());
    raw.write(0);
    raw.writeBytes(row.toByteArray());
    raw.write(0);
    byte[] payload = stored(raw.toByteArray());
    ByteBuffer run = little(5 + 16 + payload.length + 16);
    run.putInt(0x4e55524c).put((byte) 1);
    run.putInt(1).putInt(raw.size()).putInt(payload.length);
    run.putInt(crc(run.array(), 5, 12, payload)).put(payload);
    int end = run.position();
    run.putInt(0).putLong(1);
    return run.putInt(crc(run.array(), end, 12, new byte[0])).array();
  }

  /** Short bytes as zstd keeps what it does not compress. */
  private static byte[] stored(byte[] raw) {
    ByteBuffer frame = little(9 + raw.length);
    frame.putInt(0xfd2fb528).put((byte) 0x20).put((byte) raw.length);
    block(frame, 1, 0, raw.length);
    return frame.put(raw).array();
  }

  private static void block(ByteBuffer frame, int last, int kind, int length) {
    int header = last | kind << 1 | length << 3;
    frame.put((byte) header).put((byte) (header >> 8)).put((byte) (header >> 16));
  }

  private static Pack pack(List<Frame> frames, int lyingLine) {
    ByteArrayOutputStream pack = new ByteArrayOutputStream();
    ByteBuffer footer = little(FOOTER_LINE * frames.size());
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      footer.put((i == lyingLine ? frames.get(0) : frame).chunk()).putLong(pack.size());
      footer.putInt(frame.payload().length).putInt(frame.rawLength());
      pack.writeBytes(header(frame));
      pack.writeBytes(frame.payload());
    }
    byte[] id = sha256(footer.array());
    ByteBuffer trailer = little(56);
    trailer.putLong(pack.size()).putInt(footer.capacity()).putInt(frames.size());
    trailer.put(id).putLong(0x6b6361506c6d614cL);
    pack.writeBytes(footer.array());
    pack.writeBytes(trailer.array());
    return new Pack(HexFormat.of().formatHex(id), pack.toByteArray());
  }

  private static byte[] header(Frame frame) {
    ByteBuffer header = little(FRAME_HEADER);
    header.putInt(0x72466d4c).put((byte) 1).put((byte) frame.codec()).putShort((short) 0);
    header.put(frame.chunk()).putInt(frame.rawLength()).putInt(frame.payload().length);
    return header.putInt(crc(header.array(), 0, FRAME_HEADER - 4, frame.payload())).array();
  }

  private static int crc(byte[] bytes, int from, int length, byte[] payload) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    crc.update(payload);
    return (int) crc.getValue();
  }

  private static byte[] chunk(int seed) {
    byte[] chunk = new byte[CHUNK];
    new Random(seed).nextBytes(chunk);
    return chunk;
  }

  private static ByteBuffer little(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
