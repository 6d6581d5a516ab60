package io.lamella.preview;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * The first bytes of a file, unpacked where it is packed: so many and no more. What is read of the
 * file itself is bounded too, for a packed file may be long and hold nothing.
 */
final class HeadStream extends InputStream {
  /** A file of another program may want 2 GiB to look back on. */
  private static final int LONGEST_WINDOW = 25;

  /** So many bytes of a packed file are read for each byte that is wanted of it. */
  private static final long MOST_OF_PACKED = 4;

  private static final int BUFFER = 64 << 10;

  private final InputStream in;
  private long left;
  private boolean cut;

  private HeadStream(InputStream in, long limit) {
    this.in = in;
    this.left = limit;
  }

  static HeadStream of(FileBytes file, Reading.Compression compression, int limit)
      throws IOException {
    long most = compression == Reading.Compression.NONE ? Long.MAX_VALUE : MOST_OF_PACKED * limit;
    FileStream raw = new FileStream(file, 0, most);
    return switch (compression) {
      case NONE -> new HeadStream(raw, limit);
      case GZIP -> new HeadStream(new GZIPInputStream(raw, BUFFER), limit);
      case ZSTANDARD -> new HeadStream(new ZstdInputStream(raw).setLongMax(LONGEST_WINDOW), limit);
    };
  }

  /** Whether there was more than the limit. */
  boolean isCut() {
    return cut;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int n = read(one, 0, 1);
    return n < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      cut = cut || in.read() >= 0;
      return -1;
    }
    int n = in.read(bytes, offset, (int) Math.min(length, left));
    if (n > 0) {
      left -= n;
    }
    return n;
  }
}
