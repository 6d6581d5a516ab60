package io.lamella.content.manifest;

import io.lamella.content.CorruptedException;
import io.lamella.content.Cursor;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a run, block by block. */
final class RunDecoder implements Cursor<Change> {
  private static final int HEADER_BYTES = 5;

  private final InputStream in;
  private final Run.Room room;
  private final @Nullable RunRules rules;
  private final @Nullable RunIndex index;
  private long offset;
  private long blockOffset;
  private @Nullable RowReader block;
  private int left;
  private long changes;
  private boolean isFirst;
  private boolean started;
  private boolean ended;
  private Run.Room.Taken taken = () -> {};

  RunDecoder(InputStream in, Run.Room room) {
    this(in, room, new RunRules(), null);
  }

  private RunDecoder(
      InputStream in, Run.Room room, @Nullable RunRules rules, @Nullable RunIndex index) {
    this.in = in;
    this.room = room;
    this.rules = rules;
    this.index = index;
  }

  /**
   * Reads from a block on, and notes the blocks that it comes to. That its changes make a run is
   * for the caller to check.
   *
   * @param block null: the start
   */
  static RunDecoder at(RunIndex.@Nullable Block block, RunBytes bytes, RunIndex index)
      throws IOException {
    InputStream in = bytes.open(block == null ? 0 : block.offset());
    RunDecoder decoder = new RunDecoder(in, Run.Room.UNBOUNDED, null, index);
    if (block != null) {
      decoder.started = true;
      decoder.offset = block.offset();
      decoder.changes = block.changes();
    }
    return decoder;
  }

  /** Where the block of the last change begins. */
  long blockOffset() {
    return blockOffset;
  }

  @Override
  public @Nullable Change next() throws IOException {
    try {
      return read();
    } catch (CorruptedException e) {
      ended = true;
      throw new CorruptedException("run, behind change " + changes + ": " + e.getMessage(), e);
    }
  }

  private @Nullable Change read() throws IOException {
    if (!started) {
      started = true;
      start();
    }
    if (left == 0 && !ended) {
      openBlock();
    }
    if (ended || block == null) {
      return null;
    }
    Change change = block.change();
    String problem = rules == null ? null : rules.problem(change);
    if (problem != null) {
      throw new CorruptedException(problem);
    }
    if (isFirst && index != null) {
      index.note(change.path(), new RunIndex.Block(blockOffset, changes));
    }
    isFirst = false;
    changes++;
    if (--left == 0) {
      block.end();
      block = null;
    }
    return change;
  }

  private void start() throws IOException {
    ByteReader header = reader(exactly(HEADER_BYTES));
    if (header.u32() != RunFormat.MAGIC || header.u8() != RunFormat.VERSION) {
      throw new CorruptedException("not a run of format version " + RunFormat.VERSION);
    }
  }

  private void openBlock() throws IOException {
    giveBack();
    long start = offset;
    byte[] header = exactly(RunFormat.BLOCK_HEADER_BYTES);
    ByteReader fields = reader(header);
    int count = fields.u32();
    if (count == 0) {
      end(header, fields);
      return;
    }
    int rawLength = fields.u32();
    int storedLength = fields.u32();
    if (count < 0
        || count > RunFormat.MAX_BLOCK_CHANGES
        || rawLength < 0
        || rawLength > RunFormat.MAX_BLOCK_BYTES
        || storedLength < 0
        || storedLength > RunFormat.MAX_BLOCK_BYTES) {
      throw new CorruptedException("a block is out of its bounds");
    }
    taken = room.take(storedLength, rawLength);
    byte[] payload = exactly(storedLength);
    if (RunFormat.crc(header, header.length - 4, payload) != fields.u32()) {
      throw new CorruptedException("a block's checksum is wrong");
    }
    ByteReader raw = reader(Zip.unzip(payload, 0, payload.length, rawLength));
    long rows = raw.varint();
    long digests = raw.varint();
    block = new RowReader(raw.slice(rows), raw.slice(digests), raw, null);
    left = count;
    blockOffset = start;
    isFirst = true;
  }

  private void end(byte[] header, ByteReader fields) throws IOException {
    long said = fields.u64();
    if (RunFormat.crc(header, header.length - 4, new byte[0]) != fields.u32() || said != changes) {
      throw new CorruptedException("the end mark is wrong");
    }
    if (in.read() >= 0) {
      throw new CorruptedException("there are bytes behind the end");
    }
    ended = true;
  }

  private byte[] exactly(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new CorruptedException("bytes end too early");
    }
    offset += count;
    return bytes;
  }

  private static ByteReader reader(byte[] bytes) {
    return new ByteReader(bytes, 0, bytes.length);
  }

  private void giveBack() {
    Run.Room.Taken before = taken;
    taken = () -> {};
    before.close();
  }

  @Override
  public void close() throws IOException {
    giveBack();
    in.close();
  }
}
