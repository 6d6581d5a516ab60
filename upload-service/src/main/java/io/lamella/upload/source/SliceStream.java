package io.lamella.upload.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a range, all of them, out of the stream of the whole. */
final class SliceStream extends FilterInputStream {
  private final String uri;
  private long skip;
  private long left;

  SliceStream(InputStream whole, Slice slice, String uri) {
    super(whole);
    this.uri = uri;
    this.skip = slice.from();
    this.left = slice.length();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (left == 0) {
      return length == 0 ? 0 : -1;
    }
    in.skipNBytes(skip);
    skip = 0;
    int count = in.read(target, from, (int) Math.min(length, left));
    if (count < 0) {
      throw Slice.changed(uri);
    }
    left -= count;
    return count;
  }
}
