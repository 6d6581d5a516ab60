package io.lamella.content.pack;

import io.lamella.content.CorruptedException;
import io.lamella.content.Digest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A pack's slots, sorted by offset: what its end says, little-endian.
 *
 * <pre>
 * footer  = (chunkId 32 | offset u64 | storedLength u32 | rawLength u32)*
 * trailer = footerOffset u64 | footerLength u32 | count u32 | footerSha256 32 | magic u64
 * </pre>
 *
 * Frames lie one behind the other from the pack's first byte, the footer behind the last. A pack
 * holds at least one chunk. The trailer's magic reads {@code LamlPack} in a dump. Immutable, and
 * kept as the footer's bytes: {@link #LINE} bytes of memory a slot.
 */
public final class PackIndex {
  /** Length of a line of the footer, bytes. */
  static final int LINE = 48;

  /** Length of the trailer, bytes. */
  static final int TRAILER = 56;

  /** The bytes {@code LamlPack}. */
  static final long MAGIC = 0x6b6361506c6d614cL;

  private static final int FIRST_READ = 64 << 10;

  /** What an index takes beside its lines. */
  private static final int OWN_BYTES = 256;

  private final ByteBuffer footer;
  private final Digest id;
  private final long footerOffset;

  private PackIndex(ByteBuffer footer) {
    this.footer = footer;
    this.id = Digest.of(footer);
    int last = footer.capacity() - LINE;
    this.footerOffset = offset(last) + Frame.HEADER + storedLength(last);
  }

  /** The index of frames that lie one behind the other, at least one. */
  static PackIndex of(List<Slot> slots) {
    return new PackIndex(footer(slots));
  }

  /** The slots, made as they are asked for. */
  public List<Slot> slots() {
    return new Slots();
  }

  /** SHA-256 over the footer. */
  public Digest id() {
    return id;
  }

  /** Bytes of memory that it takes, by and large. */
  public int memory() {
    return footer.capacity() + OWN_BYTES;
  }

  /** Length of the whole pack object, bytes. */
  public long packLength() {
    return footerOffset + footer.capacity() + TRAILER;
  }

  /**
   * The extent of {@code count} neighbouring slots from {@code firstSlot}.
   *
   * @throws IndexOutOfBoundsException when there are no such slots
   */
  public Extent extent(PackRef pack, int firstSlot, int count) {
    Objects.checkFromIndexSize(firstSlot, count, count());
    int first = LINE * firstSlot;
    int last = first + LINE * (count - 1);
    long rawLength = 0;
    for (int line = first; line <= last; line += LINE) {
      rawLength += rawLength(line);
    }
    long storedLength = offset(last) + Frame.HEADER + storedLength(last) - offset(first);
    return new Extent(pack, offset(first), storedLength, rawLength, firstSlot, count);
  }

  private int count() {
    return footer.capacity() / LINE;
  }

  private long offset(int line) {
    return footer.getLong(line + Digest.LENGTH);
  }

  private int storedLength(int line) {
    return footer.getInt(line + Digest.LENGTH + Long.BYTES);
  }

  private int rawLength(int line) {
    return footer.getInt(line + Digest.LENGTH + Long.BYTES + Integer.BYTES);
  }

  /** The footer's lines, read. */
  private final class Slots extends AbstractList<Slot> implements RandomAccess {
    @Override
    public Slot get(int index) {
      int line = LINE * Objects.checkIndex(index, size());
      Digest chunk = Digest.read(footer.slice(line, Digest.LENGTH));
      return new Slot(chunk, offset(line), storedLength(line), rawLength(line));
    }

    @Override
    public int size() {
      return count();
    }
  }

  /** Length of footer and trailer of a pack of {@code count} chunks, bytes. */
  static int tailLength(int count) {
    return LINE * count + TRAILER;
  }

  /** Footer and trailer. */
  ByteBuffer tail() {
    ByteBuffer out = ByteBuffer.allocate(tailLength(count())).order(ByteOrder.LITTLE_ENDIAN);
    out.put(footer.duplicate());
    out.putLong(footerOffset).putInt(footer.capacity()).putInt(count());
    id.write(out);
    return out.putLong(MAGIC).flip();
  }

  /** The lines of {@code slots}. */
  static ByteBuffer footer(List<Slot> slots) {
    ByteBuffer out = ByteBuffer.allocate(LINE * slots.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (Slot slot : slots) {
      slot.chunk().write(out);
      out.putLong(slot.offset()).putInt(slot.storedLength()).putInt(slot.rawLength());
    }
    return out.flip();
  }

  /**
   * Reads footer and trailer from a pack's end (two ranges at most) and checks them against the
   * pack's id.
   *
   * @throws CorruptedException when they are not those of this pack
   */
  public static PackIndex read(PackSource source, PackRef pack, long packLength)
      throws IOException {
    if (packLength < tailLength(1) || packLength > PackLimits.MAX_BYTES) {
      throw new CorruptedException(pack.key() + ": no pack has " + packLength + " bytes");
    }
    int length = (int) Math.min(packLength, FIRST_READ);
    byte[] end = range(source, pack, packLength - length, length);
    int count = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt(length - TRAILER + 12);
    if (count < 1 || count > PackLimits.MAX_CHUNKS || tailLength(count) >= packLength) {
      throw new CorruptedException(
          pack.key() + ": trailer tells of " + Integer.toUnsignedString(count) + " chunks");
    }
    int tail = tailLength(count);
    ByteBuffer in = ByteBuffer.allocate(tail).order(ByteOrder.LITTLE_ENDIAN);
    if (tail > length) {
      in.put(range(source, pack, packLength - tail, tail - length));
    }
    in.put(end, Math.max(0, length - tail), Math.min(length, tail)).flip();
    PackIndex index = new PackIndex(in.slice(0, LINE * count).order(ByteOrder.LITTLE_ENDIAN));
    checkFrames(pack, index.slots(), packLength - tail);
    if (!index.id.equals(pack.id()) || !index.tail().equals(in)) {
      throw new CorruptedException(pack.key() + ": footer and trailer are not those of this pack");
    }
    return index;
  }

  private static byte[] range(PackSource source, PackRef pack, long offset, int length)
      throws IOException {
    try (InputStream in = source.open(pack, offset, length)) {
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new CorruptedException(pack.key() + ": ends early");
      }
      return bytes;
    }
  }

  private static void checkFrames(PackRef pack, List<Slot> slots, long footerOffset)
      throws CorruptedException {
    long offset = 0;
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      if (slot.offset() != offset
          || slot.rawLength() < 1
          || slot.rawLength() > PackLimits.MAX_RAW_LENGTH
          || slot.storedLength() < 1
          || slot.storedLength() > slot.rawLength()) {
        throw new CorruptedException(pack.key() + ": slot " + i + " of the footer cannot be");
      }
      offset += slot.frameLength();
    }
    if (offset != footerOffset) {
      throw new CorruptedException(pack.key() + ": frames and footer do not meet");
    }
  }

  /**
   * Finds the slots again by scanning frames, where footer or trailer is lost. Reads to the first
   * byte that is no whole, right frame; every frame before it was checked as a reader would. The
   * answer tells the id and the length that the pack had if it ended there.
   *
   * @throws CorruptedException when not even the first frame is right
   */
  public static PackIndex recover(InputStream pack) throws IOException {
    FrameReader frames = new FrameReader(new BufferedInputStream(pack, FIRST_READ), "pack", 0);
    List<Slot> slots = new ArrayList<>();
    try {
      while (slots.size() < PackLimits.MAX_CHUNKS) {
        long offset = frames.offset();
        Frame frame = frames.next();
        frames.chunk();
        slots.add(new Slot(frame.chunk(), offset, frame.storedLength(), frame.rawLength()));
      }
    } catch (CorruptedException e) {
      if (slots.isEmpty()) {
        throw e;
      }
    }
    return of(slots);
  }
}
