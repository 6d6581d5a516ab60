package io.lamella.sdk.contents;

import io.lamella.sdk.server.ServerUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A body of known length; when its connection is cut, another one goes on at the same byte. */
final class ResumingStream extends InputStream {
  private static final int MAX_CUTS = 8;

  /** Connects again. */
  @FunctionalInterface
  interface Source {
    /**
     * @param at first byte wanted, from the start of the body
     */
    InputStream openAt(long at) throws IOException;
  }

  private final Source source;
  private final long length;
  private final AtomicLong counter;
  private @Nullable InputStream in;
  private long position;
  private int cuts;

  ResumingStream(Source source, long length, AtomicLong counter) throws IOException {
    this.source = source;
    this.length = length;
    this.counter = counter;
    this.in = source.openAt(0);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int count) throws IOException {
    Objects.checkFromIndexSize(from, count, target.length);
    if (position == length || count == 0) {
      return count == 0 ? 0 : -1;
    }
    while (true) {
      InputStream body = in == null ? source.openAt(position) : in;
      in = body;
      IOException cut;
      try {
        int read = body.read(target, from, (int) Math.min(count, length - position));
        if (read > 0) {
          position += read;
          counter.addAndGet(read);
          return read;
        }
        cut = new IOException("the body ended " + (length - position) + " bytes early");
      } catch (IOException e) {
        cut = e;
      }
      close();
      if (++cuts > MAX_CUTS) {
        throw ServerUnavailableException.cut(cut);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
      in = null;
    }
  }
}
