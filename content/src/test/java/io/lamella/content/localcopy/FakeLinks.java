package io.lamella.content.localcopy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Objects elsewhere, by their address; each with an etag. Remembers what it has read. */
final class FakeLinks implements LinkSource {
  private record Stored(String content, String etag) {}

  private final Map<String, Stored> objects = new ConcurrentHashMap<>();
  private final Map<String, Digest> known = new ConcurrentHashMap<>();
  private final AtomicInteger reads = new AtomicInteger();
  private volatile boolean breaking;

  void put(String uri, String content, String etag) {
    objects.put(uri, new Stored(content, etag));
  }

  void remove(String uri) {
    objects.remove(uri);
  }

  /** How often an object was read to its end. */
  int reads() {
    return reads.get();
  }

  /** The next read breaks in the middle once, and begins again. */
  void breakOnce() {
    breaking = true;
  }

  void forget() {
    known.clear();
  }

  @Override
  public Entry.Link resolved(Entry.Link link) {
    Digest digest = known.get(link.uri() + link.pin());
    return digest == null
        ? link
        : new Entry.Link(
            link.path(), link.uri(), link.size(), link.pin(), digest, link.mtimeNanos());
  }

  @Override
  public void read(Entry.Link link, Reading reading) throws IOException {
    Stored stored = objects.get(link.uri());
    if (stored == null) {
      throw LinkFailure.missing(link, "nothing is there");
    }
    if (!Objects.equals(stored.etag(), link.pin())) {
      throw LinkFailure.changed(link, stored.etag());
    }
    byte[] bytes = stored.content().getBytes(UTF_8);
    if (breaking) {
      breaking = false;
      try {
        reading.take(broken(bytes));
        throw new AssertionError("the break went unnoticed");
      } catch (IOException e) {
        reads.incrementAndGet();
      }
    }
    reading.take(new ByteArrayInputStream(bytes));
    reads.incrementAndGet();
    known.put(link.uri() + link.pin(), Digest.of(bytes));
  }

  private static InputStream broken(byte[] bytes) {
    return new FilterInputStream(new ByteArrayInputStream(bytes, 0, bytes.length / 2)) {
      @Override
      public int read(byte[] target, int from, int count) throws IOException {
        int read = super.read(target, from, count);
        if (read < 0) {
          throw new IOException("the connection broke");
        }
        return read;
      }
    };
  }
}
