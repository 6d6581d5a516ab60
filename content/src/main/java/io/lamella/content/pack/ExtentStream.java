package io.lamella.content.pack;

import io.lamella.content.CorruptedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A range of the concatenated raw bytes of extents. Holds one chunk. For one thread. */
final class ExtentStream extends InputStream {
  /** More raw bytes than these are not read through to come to where a range begins. */
  private static final long MAX_PASSED_OVER = 1 << 20;

  private final PackSource source;
  private final Iterator<Extent> extents;

  /** Raw bytes that lie before the range, from the next frame on. */
  private long skip;

  /** Bytes of the range that no chunk was decoded for yet. */
  private long left;

  private ByteBuffer chunk = ByteBuffer.allocate(0);
  private @Nullable Extent extent;
  private @Nullable InputStream in;
  private @Nullable FrameReader frames;
  private int framesLeft;
  private long rawLeft;

  ExtentStream(PackSource source, List<Extent> extents, long from, long length) {
    long size = extents.stream().mapToLong(Extent::rawLength).sum();
    Objects.checkFromIndexSize(from, length, size);
    this.source = source;
    this.extents = List.copyOf(extents).iterator();
    this.skip = from;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    return advance() ? chunk.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] to, int at, int length) throws IOException {
    Objects.checkFromIndexSize(at, length, to.length);
    if (length == 0) {
      return 0;
    }
    if (!advance()) {
      return -1;
    }
    int count = Math.min(length, chunk.remaining());
    chunk.get(to, at, count);
    return count;
  }

  @Override
  public int available() {
    return chunk.remaining();
  }

  /** Makes sure that a byte is there; false at the end of the range. */
  private boolean advance() throws IOException {
    while (!chunk.hasRemaining()) {
      if (left == 0) {
        close();
        return false;
      }
      if (frames == null) {
        open();
      } else if (framesLeft == 0) {
        closeExtent();
      } else {
        readFrame(frames);
      }
    }
    return true;
  }

  private void open() throws IOException {
    Extent next = extents.next();
    if (skip >= next.rawLength()) {
      skip -= next.rawLength();
      return;
    }
    if (skip > MAX_PASSED_OVER) {
      next = cut(next);
    }
    // Frames store no more than they hold, so this covers the frame that the range ends in.
    long atMost = skip + left + PackLimits.MAX_RAW_LENGTH + (long) Frame.HEADER * next.count();
    long length = Math.min(next.storedLength(), atMost);
    InputStream opened = ExtentReader.open(source, next.pack(), next.offset(), length);
    extent = next;
    in = opened;
    frames = new FrameReader(opened, next.pack().key(), next.offset());
    framesLeft = next.count();
    rawLeft = next.rawLength();
  }

  /**
   * What of an extent lies from the frame on that the range begins in, as the pack's index tells;
   * all of it when that cannot be had.
   */
  private Extent cut(Extent whole) throws IOException {
    OptionalLong packLength = source.length(whole.pack());
    if (packLength.isEmpty()) {
      return whole;
    }
    PackIndex index;
    try {
      index = PackIndex.read(source, whole.pack(), packLength.getAsLong());
    } catch (CorruptedException e) {
      return whole;
    }
    int end = whole.firstSlot() + whole.count();
    if (end > index.slots().size()
        || !index.extent(whole.pack(), whole.firstSlot(), whole.count()).equals(whole)) {
      throw unequal(whole);
    }
    int slot = whole.firstSlot();
    while (skip >= index.slots().get(slot).rawLength()) {
      skip -= index.slots().get(slot).rawLength();
      slot++;
    }
    return index.extent(whole.pack(), slot, end - slot);
  }

  private void readFrame(FrameReader from) throws IOException {
    int rawLength = from.next().rawLength();
    framesLeft--;
    rawLeft -= rawLength;
    if (rawLeft < 0) {
      throw unequal(extent);
    }
    if (skip >= rawLength) {
      skip -= rawLength;
      return;
    }
    ByteBuffer decoded = from.chunk();
    decoded.position((int) skip);
    skip = 0;
    decoded.limit((int) Math.min(decoded.limit(), decoded.position() + left));
    left -= decoded.remaining();
    chunk = decoded;
  }

  private void closeExtent() throws IOException {
    if (rawLeft != 0) {
      throw unequal(extent);
    }
    frames = null;
    if (in != null) {
      in.close();
      in = null;
    }
  }

  private static CorruptedException unequal(@Nullable Extent extent) {
    return new CorruptedException("frames do not fill " + extent);
  }

  @Override
  public void close() throws IOException {
    left = 0;
    chunk = ByteBuffer.allocate(0);
    if (in != null) {
      in.close();
      in = null;
    }
  }
}
