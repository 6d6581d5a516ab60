package io.lamella.content.pack;

import io.lamella.content.CorruptedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames from a stream, one behind the other, and checks each. Keeps one. For one thread.
 *
 * <p>A frame that is passed over (no {@link #chunk} between two {@link #next}) is still read and
 * its CRC checked: a wrong length in its header would shift all that follows.
 */
final class FrameReader {
  private final InputStream in;
  private final String pack;
  private final FrameDecoder decoder = new FrameDecoder();
  private byte[] bytes = new byte[Frame.HEADER];
  private @Nullable Frame frame;
  private long start;
  private long offset;

  /**
   * @param in buffered; stays the caller's to close
   * @param pack names the pack in messages
   * @param offset where in the pack the stream begins
   */
  FrameReader(InputStream in, String pack, long offset) {
    this.in = in;
    this.pack = pack;
    this.offset = offset;
  }

  /** Where in the pack the next frame begins. */
  long offset() {
    return offset;
  }

  /**
   * Reads the next frame and checks header and CRC.
   *
   * @throws CorruptedException when it is not whole and right
   */
  Frame next() throws IOException {
    start = offset;
    fill(0, Frame.HEADER);
    Frame next = Frame.parse(bytes, 0, where());
    byte[] header = bytes;
    bytes = Frame.room(bytes, Frame.HEADER + next.storedLength());
    System.arraycopy(header, 0, bytes, 0, Frame.HEADER);
    fill(Frame.HEADER, next.storedLength());
    next.checkCrc(bytes, 0, where());
    offset = start + Frame.HEADER + next.storedLength();
    frame = next;
    return next;
  }

  /**
   * The chunk of the frame last read, decoded and checked; valid until the next one.
   *
   * @throws CorruptedException when it does not decode, or not to the bytes of its id
   */
  ByteBuffer chunk() throws CorruptedException {
    return decoder.decode(lastRead(), bytes, 0, where());
  }

  /** The same, but its id is not checked. */
  ByteBuffer unidentifiedChunk() throws CorruptedException {
    return decoder.decodeUnidentified(lastRead(), bytes, 0, where());
  }

  private Frame lastRead() {
    if (frame == null) {
      throw new IllegalStateException("no frame was read");
    }
    return frame;
  }

  private void fill(int at, int length) throws IOException {
    if (in.readNBytes(bytes, at, length) < length) {
      throw new CorruptedException(where() + ": the frame is cut off");
    }
  }

  private String where() {
    return pack + ", frame at byte " + start;
  }
}
