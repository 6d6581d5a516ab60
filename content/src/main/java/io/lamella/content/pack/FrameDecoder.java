package io.lamella.content.pack;

import io.lamella.content.CorruptedException;
import io.lamella.content.Digest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** Turns frames into chunks and checks all of it. Keeps one chunk's bytes. For one thread. */
final class FrameDecoder {
  private final MessageDigest sha = Digest.sha256();
  private byte[] raw = new byte[0];

  /**
   * Decodes the frame at {@code at} and checks its length and chunk id; header and CRC were
   * checked.
   *
   * @return the chunk, valid until the next call and as long as {@code bytes} stays as it is
   */
  ByteBuffer decode(Frame frame, byte[] bytes, int at, String where) throws CorruptedException {
    ByteBuffer chunk = decodeUnidentified(frame, bytes, at, where);
    sha.update(chunk.array(), chunk.arrayOffset(), frame.rawLength());
    if (!Digest.of(sha).equals(frame.chunk())) {
      throw new CorruptedException(where + ": the bytes are not those of chunk " + frame.chunk());
    }
    return chunk;
  }

  /** The same, but for the chunk id. */
  ByteBuffer decodeUnidentified(Frame frame, byte[] bytes, int at, String where)
      throws CorruptedException {
    int payload = at + Frame.HEADER;
    return frame.codec() == Frame.RAW
        ? ByteBuffer.wrap(bytes, payload, frame.rawLength()).slice()
        : decompress(frame, bytes, payload, where);
  }

  private ByteBuffer decompress(Frame frame, byte[] bytes, int payload, String where)
      throws CorruptedException {
    int rawLength = frame.rawLength();
    raw = Frame.room(raw, rawLength);
    int length = Zstandard.decompress(bytes, payload, frame.storedLength(), raw, 0, rawLength);
    if (length != rawLength) {
      throw new CorruptedException(where + ": does not decode to " + rawLength + " bytes");
    }
    return ByteBuffer.wrap(raw, 0, rawLength).slice();
  }
}
