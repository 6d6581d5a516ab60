package io.lamella.content.pack;

import io.lamella.content.CorruptedException;
import io.lamella.content.Digest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks a pack as its bytes arrive: every frame is decoded, its CRC, length and chunk id compared,
 * footer and trailer compared with the frames and the pack's id. Trusts nothing; bounded memory
 * (one frame, its chunk, and the slots). Fed from any thread, one at a time.
 *
 * <p>Where the frames end is known by the footer's first line, which tells of the first frame: no
 * frame's header can have the same bytes, for it would name a chunk id that was chosen freely.
 */
public final class PackVerifier {
  private final Digest packId;
  private final FrameDecoder decoder = new FrameDecoder();
  private final List<Slot> slots = new ArrayList<>();

  /** The unit that is being gathered: a frame's header, the whole frame, or nothing in the tail. */
  private byte[] unit = new byte[Frame.HEADER];

  private int gathered;
  private @Nullable Frame frame;
  private long offset;

  /** Footer and trailer as they must be; null while frames come. */
  private @Nullable ByteBuffer tail;

  private @Nullable ByteBuffer firstLine;
  private @Nullable PackIndex index;
  private @Nullable CorruptedException failure;

  public PackVerifier(Digest packId) {
    this.packId = packId;
  }

  /**
   * Takes the next bytes; fails at the first that is wrong, with a message that says what and
   * where, and from then on always.
   */
  public void feed(ByteBuffer bytes) throws CorruptedException {
    if (failure != null) {
      throw failure;
    }
    try {
      while (bytes.hasRemaining()) {
        if (tail == null) {
          gather(bytes);
        } else {
          compare(tail, bytes);
        }
      }
    } catch (CorruptedException e) {
      failure = e;
      throw e;
    }
  }

  private void gather(ByteBuffer bytes) throws CorruptedException {
    int needed = Frame.HEADER + (frame == null ? 0 : frame.storedLength());
    int count = Math.min(bytes.remaining(), needed - gathered);
    bytes.get(unit, gathered, count);
    gathered += count;
    if (gathered < needed) {
      return;
    }
    if (frame != null) {
      accept(frame);
    } else if (isFooter()) {
      beginTail();
    } else {
      begin(Frame.parse(unit, 0, where()));
    }
  }

  private void begin(Frame next) throws CorruptedException {
    int end = PackIndex.tailLength(slots.size() + 1);
    if (slots.size() == PackLimits.MAX_CHUNKS) {
      throw new CorruptedException(where() + ": more than " + slots.size() + " chunks");
    }
    if (offset + Frame.HEADER + next.storedLength() + end > PackLimits.MAX_BYTES) {
      throw new CorruptedException(where() + ": the pack is longer than 64 MiB");
    }
    byte[] header = unit;
    unit = Frame.room(unit, Frame.HEADER + next.storedLength());
    System.arraycopy(header, 0, unit, 0, Frame.HEADER);
    frame = next;
  }

  private void accept(Frame whole) throws CorruptedException {
    whole.checkCrc(unit, 0, where());
    decoder.decode(whole, unit, 0, where());
    slots.add(new Slot(whole.chunk(), offset, whole.storedLength(), whole.rawLength()));
    if (slots.size() == 1) {
      firstLine = PackIndex.footer(slots);
    }
    offset += Frame.HEADER + whole.storedLength();
    frame = null;
    gathered = 0;
  }

  private boolean isFooter() {
    return firstLine != null && firstLine.equals(ByteBuffer.wrap(unit, 0, PackIndex.LINE));
  }

  private void beginTail() throws CorruptedException {
    PackIndex built = PackIndex.of(slots);
    if (!built.id().equals(packId)) {
      throw new CorruptedException("the frames are those of pack " + built.id());
    }
    index = built;
    tail = built.tail();
    compare(tail, ByteBuffer.wrap(unit, 0, gathered));
  }

  private void compare(ByteBuffer expected, ByteBuffer bytes) throws CorruptedException {
    if (!expected.hasRemaining()) {
      throw new CorruptedException("bytes behind the end of the pack");
    }
    int count = Math.min(expected.remaining(), bytes.remaining());
    int wrong =
        expected.slice(expected.position(), count).mismatch(bytes.slice(bytes.position(), count));
    if (wrong >= 0) {
      long at = offset + expected.position() + wrong;
      throw new CorruptedException("byte " + at + ": footer or trailer differ from the frames");
    }
    expected.position(expected.position() + count);
    bytes.position(bytes.position() + count);
  }

  private String where() {
    return "frame " + slots.size() + " at byte " + offset;
  }

  /**
   * Ends the pack and returns what it holds.
   *
   * @throws CorruptedException when something was wrong, or more bytes should have come
   */
  public PackIndex finish() throws CorruptedException {
    if (failure != null) {
      throw failure;
    }
    if (index == null || tail == null || tail.hasRemaining()) {
      throw new CorruptedException("the pack is cut off behind byte " + (offset + gathered));
    }
    return index;
  }
}
