package io.lamella.cache.preview;

import io.lamella.content.manifest.Entry;
import io.lamella.content.pack.ExtentReader;
import io.lamella.content.pack.PackSource;
import io.lamella.preview.FileBytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A file of a version, read from its packs a good piece at a time. */
final class FileInPacks implements FileBytes {
  private static final int PIECE = 1 << 20;

  private final Entry.File file;
  private final ExtentReader reader;
  private long from;
  private byte[] piece = new byte[0];

  FileInPacks(Entry.File file, PackSource packs) {
    this.file = file;
    this.reader = new ExtentReader(packs);
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public byte[] read(long offset, int length) throws IOException {
    int wanted = (int) Math.min(length, size() - offset);
    if (offset < from || offset + wanted > from + piece.length) {
      int more = (int) Math.min(Math.max(wanted, PIECE), size() - offset);
      piece = fetch(offset, more);
      from = offset;
    }
    int start = (int) (offset - from);
    return Arrays.copyOfRange(piece, start, start + wanted);
  }

  private byte[] fetch(long offset, int length) throws IOException {
    if (length == 0) {
      return new byte[0];
    }
    try (InputStream in = reader.stream(file.extents(), offset, length)) {
      return in.readNBytes(length);
    }
  }
}
