package io.lamella.content.localcopy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.lamella.content.CorruptedException;
import io.lamella.content.Cursor;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackRef;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RecordWriter} wrote, line by line; anything wrong is a CorruptedException. */
final class RecordReader implements Cursor<Line> {
  private static final int MAX_BLOCK = 256 << 20;

  private final Path file;
  private final InputStream in;
  private final List<PackRef> packs = new ArrayList<>();
  private ByteBuffer block = ByteBuffer.allocate(0);
  private byte[] before = new byte[0];
  private @Nullable EntryPath last;
  private long lines;
  private boolean ended;

  RecordReader(Path file) throws IOException {
    this.file = file;
    in = new BufferedInputStream(Files.newInputStream(file), RecordWriter.BLOCK);
    boolean good = false;
    try {
      if (read(8).getLong() != RecordWriter.MAGIC) {
        throw corrupt("it does not begin as a record does", null);
      }
      good = true;
    } finally {
      if (!good) {
        in.close();
      }
    }
  }

  @Override
  public @Nullable Line next() throws IOException {
    while (!block.hasRemaining()) {
      if (ended || !nextBlock()) {
        return null;
      }
    }
    try {
      Line line = line();
      if (last != null && last.compareTo(line.path()) >= 0) {
        throw corrupt("its lines are not in order", null);
      }
      last = line.path();
      lines++;
      return line;
    } catch (IllegalArgumentException | ArithmeticException | BufferUnderflowException e) {
      throw corrupt("a line cannot be read", e);
    }
  }

  private boolean nextBlock() throws IOException {
    ByteBuffer head = read(12);
    int rawLength = head.getInt();
    int storedLength = head.getInt();
    int crc = head.getInt();
    if (rawLength < 0 || rawLength > MAX_BLOCK || storedLength < 0 || storedLength > MAX_BLOCK) {
      throw corrupt("a block's length is wrong", null);
    }
    ByteBuffer stored = read(storedLength);
    CRC32C seen = new CRC32C();
    seen.update(stored.array());
    if ((int) seen.getValue() != crc) {
      throw corrupt("a block's checksum is wrong", null);
    }
    if (rawLength == 0) {
      if (storedLength != 8 || stored.getLong() != lines) {
        throw corrupt("its number of lines is wrong", null);
      }
      ended = true;
      return false;
    }
    byte[] raw = new byte[rawLength];
    try {
      if (Zstd.decompress(raw, stored.array()) != rawLength) {
        throw corrupt("a block's raw length is wrong", null);
      }
    } catch (ZstdException e) {
      throw corrupt("a block cannot be decompressed", e);
    }
    block = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
    return true;
  }

  private Line line() {
    int shared = Varint.readInt(block);
    int rest = Varint.readInt(block);
    if (shared > before.length || rest > EntryPath.MAX_BYTES) {
      throw new IllegalArgumentException("a path's length is wrong");
    }
    byte[] utf8 = new byte[shared + rest];
    System.arraycopy(before, 0, utf8, 0, shared);
    block.get(utf8, shared, rest);
    before = utf8;
    EntryPath path = EntryPath.ofUtf8(utf8);
    int tag = block.get();
    boolean kept = (tag & RecordWriter.KEPT) != 0;
    switch (tag & 3) {
      case RecordWriter.FILE:
        Entry.File entry = file(path, (tag & RecordWriter.EXECUTABLE) != 0);
        return new Line(
            entry, (tag & RecordWriter.STAMPED) != 0 ? stamp(entry.size()) : null, kept);
      case RecordWriter.SYMLINK:
        return new Line(new Entry.Symlink(path, text()), null, kept);
      case RecordWriter.FOLDER:
        return new Line(new Entry.Folder(path, Varint.readInt(block)), null, kept);
      default:
        Entry.Link link = link(path);
        return new Line(link, (tag & RecordWriter.STAMPED) != 0 ? stamp(link.size()) : null, kept);
    }
  }

  private Entry.Link link(EntryPath path) {
    String uri = text();
    long size = Varint.read(block) - 1;
    String pin = text();
    Digest digest = block.get() == 0 ? null : Digest.read(block);
    return new Entry.Link(
        path, uri, size, pin.isEmpty() ? null : pin, digest, Varint.readSigned(block));
  }

  private String text() {
    byte[] utf8 = new byte[Varint.readInt(block)];
    block.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private Entry.File file(EntryPath path, boolean executable) {
    long size = Varint.read(block);
    Digest digest = Digest.read(block);
    long mtimeNanos = Varint.readSigned(block);
    int mode = Varint.readInt(block);
    int count = Varint.readInt(block);
    List<Extent> extents = new ArrayList<>(Math.min(count, 1024));
    for (int i = 0; i < count; i++) {
      extents.add(
          new Extent(
              pack(),
              Varint.read(block),
              Varint.read(block),
              Varint.read(block),
              Varint.readInt(block),
              Varint.readInt(block)));
    }
    return new Entry.File(path, size, executable, digest, extents, mtimeNanos, mode);
  }

  private PackRef pack() {
    int number = Varint.readInt(block);
    if (number == packs.size()) {
      byte[] domain = new byte[16];
      block.get(domain);
      Digest id = Digest.read(block);
      packs.add(new PackRef(HexFormat.of().formatHex(domain), id, Varint.readInt(block)));
    }
    if (number >= packs.size()) {
      throw new IllegalArgumentException("no such pack: " + number);
    }
    return packs.get(number);
  }

  private Stamp stamp(long size) {
    long mtimeNanos = Varint.readSigned(block);
    long ctimeNanos = Varint.readSigned(block);
    return new Stamp(size, mtimeNanos, ctimeNanos, Varint.read(block));
  }

  private ByteBuffer read(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length != length) {
      throw corrupt("it is cut off", null);
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private CorruptedException corrupt(String what, @Nullable Throwable cause) {
    String message = "the record " + file + " is damaged: " + what;
    return cause == null ? new CorruptedException(message) : new CorruptedException(message, cause);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
