package io.lamella.content.manifest;

import io.lamella.content.pack.Extent;
import java.nio.charset.StandardCharsets;

/**
 * Lays entries, deletes and items out as rows. What they are goes to {@code rows} and {@code
 * digests}, in a layout that depends on nothing else; where they lie goes to {@link Places}.
 *
 * <pre>
 * row     = path | kind u8 | fields                  kinds: {@link RowKind}; an item has no kind
 * path    = shared varint | rest varint | bytes      shared with the path before
 * block   = length varint | bytes
 * fields  = file: size varint
 *           link: uri block | size + 1 varint | pin block (empty: none) | has a digest u8
 *           symlink: target block
 *           folder, delete, delete of a subtree: nothing
 *           item: entries varint | files varint | links varint | bytes varint
 * digests = 32 bytes for each file, each link that has one, and each item's id
 * places  = file: count varint | extent* | mtime | mode
 *           link: mtime
 *           folder: mode
 *           item: extent
 * </pre>
 *
 * Modes and mtimes are signed (zigzag) differences from the ones before; {@link PackTableWriter}
 * has the extents.
 */
final class RowWriter {
  private static final byte[] NOTHING = new byte[0];

  final ByteWriter rows = new ByteWriter();
  final ByteWriter digests = new ByteWriter();
  private byte[] before = NOTHING;

  /** Starts anew. */
  void clear() {
    rows.clear();
    digests.clear();
    before = NOTHING;
  }

  int length() {
    return rows.length() + digests.length();
  }

  void canonical(Entry entry) {
    if (entry instanceof Entry.File file) {
      row(file.path(), file.executable() ? RowKind.EXECUTABLE : RowKind.FILE);
      rows.varint(file.size());
      digests.digest(file.digest());
    } else if (entry instanceof Entry.Link link) {
      row(link.path(), RowKind.LINK);
      rows.block(utf8(link.uri()));
      rows.varint(link.size() + 1);
      rows.block(link.pin() == null ? NOTHING : utf8(link.pin()));
      rows.u8(link.digest() == null ? 0 : 1);
      if (link.digest() != null) {
        digests.digest(link.digest());
      }
    } else if (entry instanceof Entry.Symlink symlink) {
      row(symlink.path(), RowKind.SYMLINK);
      rows.block(utf8(symlink.target()));
    } else if (entry instanceof Entry.Folder folder) {
      row(folder.path(), RowKind.FOLDER);
    }
  }

  void delete(EntryPath path) {
    row(path, RowKind.DELETE);
  }

  void deleteTree(EntryPath path) {
    row(path, RowKind.DELETE_TREE);
  }

  void item(Item item) {
    path(item.first());
    Manifest.Totals totals = item.totals();
    rows.varint(totals.entries());
    rows.varint(totals.files());
    rows.varint(totals.links());
    rows.varint(totals.bytes());
    digests.digest(item.id());
  }

  private void row(EntryPath path, int kind) {
    path(path);
    rows.u8(kind);
  }

  private void path(EntryPath path) {
    rows.path(before, path);
    before = path.bytes();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes where entries lie, one after the other. */
  static final class Places {
    private final ByteWriter out = new ByteWriter();
    private final PackTableWriter packs;
    private long mtime;
    private int mode;

    Places(PackTableWriter packs) {
      this.packs = packs;
    }

    void entry(Entry entry) {
      if (entry instanceof Entry.File file) {
        out.varint(file.extents().size());
        long missing = file.size();
        for (Extent extent : file.extents()) {
          packs.extent(out, extent, missing);
          missing -= extent.rawLength();
        }
        mtime(file.mtimeNanos());
        mode(file.mode());
      } else if (entry instanceof Entry.Link link) {
        mtime(link.mtimeNanos());
      } else if (entry instanceof Entry.Folder folder) {
        mode(folder.mode());
      }
    }

    void item(Item item) {
      packs.address(out, item.address());
    }

    int length() {
      return out.length();
    }

    /** The whole part: pack table, then rows. */
    ByteWriter part() {
      ByteWriter part = new ByteWriter();
      packs.table(part);
      part.raw(out);
      return part;
    }

    private void mtime(long nanos) {
      out.signed(nanos - mtime);
      mtime = nanos;
    }

    private void mode(int bits) {
      out.signed(bits - mode);
      mode = bits;
    }
  }
}
