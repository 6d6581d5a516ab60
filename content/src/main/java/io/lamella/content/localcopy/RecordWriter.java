package io.lamella.content.localcopy;

import com.github.luben.zstd.Zstd;
import io.lamella.content.manifest.Entry;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackRef;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record: a sorted list of lines in compressed, checksummed blocks, and an end mark with
 * their number. Memory: one block, and the names of the packs. Not a stored format: a record of
 * another layout version is as good as none, and its copy is looked over byte by byte.
 *
 * <pre>
 * record = magic u64 | block* | end
 * block  = rawLength u32 | storedLength u32 | crc32c of storage u32 | storage (zstd)
 * end    = a block whose rawLength is 0 and whose storage is the number of lines, u64
 * line   = shared prefix with the path before | rest length | rest | tag u8 | by kind ...
 * </pre>
 */
final class RecordWriter implements Closeable {
  static final long MAGIC = 0x3130_5243_4c4d_414cL;
  static final int BLOCK = 64 << 10;
  static final int FILE = 0;
  static final int SYMLINK = 1;
  static final int FOLDER = 2;
  static final int LINK = 3;
  static final int EXECUTABLE = 4;
  static final int STAMPED = 8;
  static final int KEPT = 16;

  private final OutputStream out;
  private final ByteArrayOutputStream block = new ByteArrayOutputStream(2 * BLOCK);
  private final Map<PackRef, Integer> packs = new HashMap<>();
  private byte[] before = new byte[0];
  private long lines;

  RecordWriter(Path file) throws IOException {
    out = new BufferedOutputStream(Files.newOutputStream(file));
    out.write(littleEndian(8).putLong(MAGIC).array());
  }

  void add(Line line) throws IOException {
    byte[] path = line.path().utf8();
    int shared = Arrays.mismatch(before, path);
    shared = shared < 0 ? path.length : shared;
    Varint.write(block, shared);
    Varint.write(block, path.length - shared);
    block.write(path, shared, path.length - shared);
    before = path;
    int flags = (line.stamp() == null ? 0 : STAMPED) | (line.kept() ? KEPT : 0);
    Entry entry = line.entry();
    if (entry instanceof Entry.File file) {
      block.write(FILE | flags | (file.executable() ? EXECUTABLE : 0));
      addFile(file, line.stamp());
    } else if (entry instanceof Entry.Symlink symlink) {
      block.write(SYMLINK | flags);
      addText(symlink.target());
    } else if (entry instanceof Entry.Folder folder) {
      block.write(FOLDER | flags);
      Varint.write(block, folder.mode());
    } else if (entry instanceof Entry.Link link) {
      block.write(LINK | flags);
      addLink(link, line.stamp());
    }
    lines++;
    if (block.size() >= BLOCK) {
      flush();
    }
  }

  private void addFile(Entry.File file, @Nullable Stamp stamp) {
    Varint.write(block, file.size());
    block.writeBytes(file.digest().toBytes());
    Varint.writeSigned(block, file.mtimeNanos());
    Varint.write(block, file.mode());
    Varint.write(block, file.extents().size());
    for (Extent extent : file.extents()) {
      addPack(extent.pack());
      Varint.write(block, extent.offset());
      Varint.write(block, extent.storedLength());
      Varint.write(block, extent.rawLength());
      Varint.write(block, extent.firstSlot());
      Varint.write(block, extent.count());
    }
    addStamp(stamp);
  }

  private void addLink(Entry.Link link, @Nullable Stamp stamp) {
    addText(link.uri());
    Varint.write(block, link.size() + 1);
    addText(link.pin() == null ? "" : link.pin());
    block.write(link.digest() == null ? 0 : 1);
    if (link.digest() != null) {
      block.writeBytes(link.digest().toBytes());
    }
    Varint.writeSigned(block, link.mtimeNanos());
    addStamp(stamp);
  }

  private void addText(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    Varint.write(block, utf8.length);
    block.writeBytes(utf8);
  }

  private void addStamp(@Nullable Stamp stamp) {
    if (stamp != null) {
      Varint.writeSigned(block, stamp.mtimeNanos());
      Varint.writeSigned(block, stamp.ctimeNanos());
      Varint.write(block, stamp.inode());
    }
  }

  private void addPack(PackRef pack) {
    Integer known = packs.putIfAbsent(pack, packs.size());
    if (known != null) {
      Varint.write(block, known);
      return;
    }
    Varint.write(block, packs.size() - 1L);
    block.writeBytes(HexFormat.of().parseHex(pack.domain()));
    block.writeBytes(pack.id().toBytes());
    Varint.write(block, pack.generation());
  }

  private void flush() throws IOException {
    byte[] raw = block.toByteArray();
    block.reset();
    writeBlock(raw.length, Zstd.compress(raw, 1));
  }

  private void writeBlock(int rawLength, byte[] stored) throws IOException {
    CRC32C crc = new CRC32C();
    crc.update(stored);
    out.write(
        littleEndian(12)
            .putInt(rawLength)
            .putInt(stored.length)
            .putInt((int) crc.getValue())
            .array());
    out.write(stored);
  }

  /** Writes the end mark; without it a reader takes the record for cut off. */
  void finish() throws IOException {
    if (block.size() > 0) {
      flush();
    }
    writeBlock(0, littleEndian(8).putLong(lines).array());
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
