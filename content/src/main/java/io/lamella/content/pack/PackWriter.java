package io.lamella.content.pack;

import io.lamella.content.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one pack, front to back, into a sink. Picks the codec per frame from a running sample:
 * zstd where it saves 5 % or more, else the bytes as they are. Holds one frame and the slots. For
 * one thread; needs no closing.
 */
public final class PackWriter {
  /** Takes the bytes of a pack as they come. */
  @FunctionalInterface
  public interface Sink {
    /** Takes all that remains in {@code bytes}, which are valid during the call. */
    void write(ByteBuffer bytes) throws IOException;
  }

  private final Sink sink;
  private final CodecSample sample = new CodecSample();
  private final List<Slot> slots = new ArrayList<>();
  private byte[] frame = new byte[0];
  private byte[] copy = new byte[0];
  private long length;
  private boolean finished;

  public PackWriter(Sink sink) {
    this.sink = sink;
  }

  /**
   * Appends a chunk and returns its slot number. The chunk's id is the caller's word, checked by
   * every reader. The same chunk may be added twice and gets two slots.
   *
   * @param raw what remains in it, 1 byte to {@link PackLimits#MAX_RAW_LENGTH}; its position does
   *     not move
   * @throws IllegalStateException when the pack is finished, or so full that the chunk might not
   *     fit
   */
  public int add(Digest chunk, ByteBuffer raw) throws IOException {
    int rawLength = raw.remaining();
    if (rawLength < 1 || rawLength > PackLimits.MAX_RAW_LENGTH) {
      throw new IllegalArgumentException("a chunk has 1 byte to 2 MiB, not " + rawLength);
    }
    if (finished) {
      throw new IllegalStateException("the pack is finished");
    }
    long whole = length + Frame.HEADER + rawLength + PackIndex.tailLength(slots.size() + 1);
    if (slots.size() == PackLimits.MAX_CHUNKS || whole > PackLimits.MAX_BYTES) {
      throw new IllegalStateException("the pack is full");
    }
    frame = Frame.room(frame, Frame.HEADER + rawLength);
    int storedLength = rawLength;
    byte codec = Frame.RAW;
    if (sample.tries(rawLength)) {
      int compressed = compress(raw);
      if (compressed > 0) {
        storedLength = compressed;
        codec = Frame.ZSTD;
      }
      sample.tried(rawLength, storedLength);
    }
    if (codec == Frame.RAW) {
      raw.duplicate().get(frame, Frame.HEADER, rawLength);
    }
    Frame.seal(frame, 0, codec, chunk, rawLength, storedLength);
    write(ByteBuffer.wrap(frame, 0, Frame.HEADER + storedLength));
    slots.add(new Slot(chunk, length, storedLength, rawLength));
    length += Frame.HEADER + storedLength;
    return slots.size() - 1;
  }

  /** Fills the frame's payload, when that saves enough; else answers -1. */
  private int compress(ByteBuffer raw) {
    int rawLength = raw.remaining();
    byte[] from;
    int fromAt;
    if (raw.hasArray()) {
      from = raw.array();
      fromAt = raw.arrayOffset() + raw.position();
    } else {
      copy = Frame.room(copy, rawLength);
      raw.duplicate().get(copy, 0, rawLength);
      from = copy;
      fromAt = 0;
    }
    int room = CodecSample.worth(rawLength);
    return Zstandard.compress(from, fromAt, rawLength, frame, Frame.HEADER, room);
  }

  private void write(ByteBuffer bytes) throws IOException {
    sink.write(bytes);
    if (bytes.hasRemaining()) {
      throw new IOException("the sink left " + bytes.remaining() + " bytes");
    }
  }

  /** Number of chunks so far. */
  public int count() {
    return slots.size();
  }

  /** Bytes written so far. */
  public long length() {
    return length;
  }

  /**
   * True when the pack should be finished before the next chunk: target size or number of chunks
   * reached.
   */
  public boolean isFull() {
    return length >= PackLimits.TARGET_BYTES || slots.size() >= PackLimits.MAX_CHUNKS;
  }

  /**
   * Writes footer and trailer.
   *
   * @throws IllegalStateException when nothing was added, or when it was called before
   */
  public PackIndex finish() throws IOException {
    if (finished || slots.isEmpty()) {
      throw new IllegalStateException(finished ? "the pack is finished" : "the pack is empty");
    }
    finished = true;
    PackIndex index = PackIndex.of(slots);
    ByteBuffer tail = index.tail();
    length += tail.remaining();
    write(tail);
    return index;
  }
}
