package io.lamella.content.localcopy;

import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.PackSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what comes out of a source, and can cut off all that is read from it. */
final class MeteredSource implements PackSource {
  private final PackSource source;
  private final LocalCopies.Progress progress;
  private final AtomicLong fetched = new AtomicLong();
  private final Set<InputStream> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cancelled;

  MeteredSource(PackSource source, LocalCopies.Progress progress) {
    this.source = source;
    this.progress = progress;
  }

  /** Bytes read so far. */
  long fetched() {
    return fetched.get();
  }

  /** Ends every read that is under way and refuses new ones. */
  void cancel() {
    cancelled = true;
    for (InputStream stream : open) {
      try {
        stream.close();
      } catch (IOException e) {
        // It is thrown away with what was read from it.
        continue;
      }
    }
  }

  @Override
  public InputStream open(PackRef pack, long offset, long length) throws IOException {
    if (cancelled) {
      throw new InterruptedIOException("interrupted");
    }
    return new Metered(source.open(pack, offset, length));
  }

  /** Counts what comes out of a stream from elsewhere; it is cut off likewise. */
  InputStream metered(InputStream elsewhere) throws InterruptedIOException {
    if (cancelled) {
      throw new InterruptedIOException("interrupted");
    }
    return new Metered(elsewhere);
  }

  private final class Metered extends FilterInputStream {
    Metered(InputStream in) {
      super(in);
      open.add(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = super.read(bytes, offset, length);
      count(Math.max(n, 0));
      return n;
    }

    @Override
    public long skip(long length) throws IOException {
      long n = super.skip(length);
      count(n);
      return n;
    }

    private void count(long n) throws IOException {
      if (cancelled) {
        throw new InterruptedIOException("interrupted");
      }
      if (n > 0) {
        fetched.addAndGet(n);
        progress.advance(0, 0, n);
      }
    }

    @Override
    public void close() throws IOException {
      open.remove(in);
      super.close();
    }
  }
}
