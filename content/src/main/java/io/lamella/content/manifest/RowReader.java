package io.lamella.content.manifest;

import io.lamella.content.CorruptedException;
import io.lamella.content.Digest;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackRef;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RowWriter} writes, both parts in step; trusts nothing. */
final class RowReader {
  private static final int LEAST_EXTENT_BYTES = 6;

  private final ByteReader rows;
  private final ByteReader digests;
  private final ByteReader places;
  private final PackTableReader packs;
  private byte[] before = new byte[0];
  private long mtime;
  private int mode;

  RowReader(ByteReader rows, ByteReader digests, ByteReader places, @Nullable PackRef self)
      throws CorruptedException {
    this.rows = rows;
    this.digests = digests;
    this.places = places;
    this.packs = new PackTableReader(places, self);
  }

  Change change() throws CorruptedException {
    EntryPath path = path();
    int kind = rows.u8();
    return switch (kind) {
      case RowKind.DELETE -> new Change.Delete(path);
      case RowKind.DELETE_TREE -> new Change.DeleteTree(path);
      default -> new Change.Put(entry(path, kind));
    };
  }

  Entry entry() throws CorruptedException {
    return entry(path(), rows.u8());
  }

  Item item() throws CorruptedException {
    EntryPath first = path();
    Manifest.Totals totals =
        new Manifest.Totals(
            rows.size("number of entries"),
            rows.size("number of files"),
            rows.size("number of links"),
            rows.size("number of bytes"));
    return new Item(first, digests.digest(), totals, packs.address(places, 0));
  }

  /** Everything was read. */
  void end() throws CorruptedException {
    rows.end();
    digests.end();
    places.end();
  }

  private Entry entry(EntryPath path, int kind) throws CorruptedException {
    try {
      return switch (kind) {
        case RowKind.FILE -> file(path, false);
        case RowKind.EXECUTABLE -> file(path, true);
        case RowKind.LINK -> link(path);
        case RowKind.SYMLINK -> new Entry.Symlink(path, text(Entry.MAX_TARGET_BYTES));
        case RowKind.FOLDER -> new Entry.Folder(path, mode());
        default -> throw new CorruptedException("there is no kind " + kind + " of entry: " + path);
      };
    } catch (IllegalArgumentException e) {
      throw new CorruptedException(String.valueOf(e.getMessage()), e);
    }
  }

  private Entry file(EntryPath path, boolean executable) throws CorruptedException {
    long size = rows.size("size of a file");
    Digest digest = digests.digest();
    return new Entry.File(path, size, executable, digest, extents(size), mtime(), mode());
  }

  private List<Extent> extents(long size) throws CorruptedException {
    int count = places.varint(places.remaining() / LEAST_EXTENT_BYTES, "number of extents");
    if (count == 1) {
      return List.of(packs.extent(places, size));
    }
    List<Extent> extents = new ArrayList<>(count);
    long missing = size;
    for (int i = 0; i < count; i++) {
      Extent extent = packs.extent(places, missing);
      missing -= extent.rawLength();
      extents.add(extent);
    }
    return extents;
  }

  private Entry link(EntryPath path) throws CorruptedException {
    String uri = text(Entry.MAX_URI_BYTES);
    long size = rows.varint() - 1;
    String pin = text(Entry.MAX_PIN_BYTES);
    int hasDigest = rows.u8();
    if (hasDigest > 1) {
      throw new CorruptedException("a link has a digest or none: " + path);
    }
    Digest digest = hasDigest == 1 ? digests.digest() : null;
    return new Entry.Link(path, uri, size, pin.isEmpty() ? null : pin, digest, mtime());
  }

  private String text(int max) throws CorruptedException {
    byte[] utf8 = rows.block(max, "length of a text");
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new CorruptedException("a text is not UTF-8", e);
    }
  }

  private EntryPath path() throws CorruptedException {
    EntryPath path = rows.path(before);
    before = path.bytes();
    return path;
  }

  private long mtime() throws CorruptedException {
    mtime += places.signed();
    return mtime;
  }

  private int mode() throws CorruptedException {
    long bits = mode + places.signed();
    if ((bits & ~0777L) != 0) {
      throw new CorruptedException("not permission bits: " + bits);
    }
    mode = (int) bits;
    return mode;
  }
}
