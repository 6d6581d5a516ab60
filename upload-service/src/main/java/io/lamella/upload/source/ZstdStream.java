package io.lamella.upload.source;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream, compressed. It goes into the compressor in pieces of one size, however it comes: the
 * same bytes are the same bytes compressed.
 */
final class ZstdStream extends InputStream {
  private static final int LEVEL = 3;
  private static final int PIECE = 128 << 10;

  private final InputStream plain;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(PIECE);
  private final ZstdOutputStreamNoFinalizer zstd;
  private final byte[] piece = new byte[PIECE];
  private byte[] ready = new byte[0];
  private int at;
  private boolean ended;

  ZstdStream(InputStream plain) throws IOException {
    this.plain = plain;
    this.zstd = new ZstdOutputStreamNoFinalizer(out, LEVEL);
    zstd.setChecksum(true);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at == ready.length && !ended) {
      fill();
    }
    int taken = Math.min(length, ready.length - at);
    System.arraycopy(ready, at, target, from, taken);
    at += taken;
    return taken == 0 ? -1 : taken;
  }

  private void fill() throws IOException {
    int read = plain.readNBytes(piece, 0, PIECE);
    zstd.write(piece, 0, read);
    if (read < PIECE) {
      zstd.close();
      ended = true;
    }
    ready = out.toByteArray();
    out.reset();
    at = 0;
  }

  @Override
  public void close() throws IOException {
    if (!ended) {
      ended = true;
      zstd.close();
    }
    plain.close();
  }
}
