package io.lamella.content.pack;

import io.lamella.content.CorruptedException;
import io.lamella.content.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * Extents of many files that lie near each other in one pack, to be fetched with one ranged open.
 * For copies with many small files:
 *
 * <pre>{@code
 * for (ExtentBatch<Path> batch : ExtentBatch.plan(requests)) { // or several at a time
 *   batch.read(source, (path, chunk, bytes) -> write(path, bytes));
 * }
 * }</pre>
 *
 * Immutable; batches can be read by several threads at once.
 *
 * @param <K> what the caller knows an extent by
 */
public final class ExtentBatch<K> {
  /** Unwanted bytes between two extents that are read through rather than opened anew. */
  static final int MAX_GAP = 256 << 10;

  /** Merging stops at this length; an extent that is longer is a batch of its own. */
  static final int MAX_LENGTH = 8 << 20;

  private static final Comparator<PackRef> BY_PACK =
      Comparator.comparing(PackRef::domain)
          .thenComparing(PackRef::id)
          .thenComparing(PackRef::generation);

  /** An extent that is wanted, and the caller's name for it. */
  public record Request<K>(K key, Extent extent) {}

  /** Takes decoded chunks. */
  @FunctionalInterface
  public interface Sink<K> {
    /**
     * @param key of the request
     * @param chunk the chunk's id, which the bytes were checked against: the digest of a file that
     *     has one chunk
     * @param bytes the chunk, valid during the call; each call gets a buffer of its own to move in
     */
    void accept(K key, Digest chunk, ByteBuffer bytes) throws IOException;
  }

  private final PackRef pack;
  private final List<Request<K>> requests;
  private final long offset;
  private final long end;

  private ExtentBatch(List<Request<K>> requests, long end) {
    Extent first = requests.get(0).extent();
    this.pack = first.pack();
    this.requests = List.copyOf(requests);
    this.offset = first.offset();
    this.end = end;
  }

  /**
   * Sorts requests by pack and offset and merges neighbours: gaps up to 256 KiB are read through,
   * merged ranges reach 8 MiB at most. The same extent may be wanted several times, and extents may
   * overlap.
   */
  public static <K> List<ExtentBatch<K>> plan(List<Request<K>> requests) {
    List<Request<K>> sorted = new ArrayList<>(requests);
    sorted.sort(
        Comparator.comparing((Request<K> request) -> request.extent().pack(), BY_PACK)
            .thenComparing(request -> request.extent().offset()));
    List<ExtentBatch<K>> batches = new ArrayList<>();
    List<Request<K>> merged = new ArrayList<>();
    long end = 0;
    for (Request<K> request : sorted) {
      Extent extent = request.extent();
      if (!merged.isEmpty() && !joins(merged.get(0).extent(), end, extent)) {
        batches.add(new ExtentBatch<>(merged, end));
        merged.clear();
      }
      end = merged.isEmpty() ? extent.end() : Math.max(end, extent.end());
      merged.add(request);
    }
    if (!merged.isEmpty()) {
      batches.add(new ExtentBatch<>(merged, end));
    }
    return batches;
  }

  private static boolean joins(Extent first, long end, Extent next) {
    return first.pack().equals(next.pack())
        && next.offset() - end <= MAX_GAP
        && (next.end() <= end || next.end() - first.offset() <= MAX_LENGTH);
  }

  public PackRef pack() {
    return pack;
  }

  /** First byte that will be read. */
  public long offset() {
    return offset;
  }

  /** Number of bytes that will be read, gaps included. */
  public long length() {
    return end - offset;
  }

  /** What is wanted of the range, by offset. */
  public List<Request<K>> requests() {
    return requests;
  }

  /**
   * Reads the range and hands out each request's chunks, in order of offset; requests that overlap
   * take turns. A frame is decoded once, and only when somebody wants it. Memory for one chunk.
   *
   * @throws CorruptedException at the first wanted frame that is wrong, or when frames are not as
   *     long as an extent says
   */
  public void read(PackSource source, Sink<K> sink) throws IOException {
    Iterator<Request<K>> waiting = requests.iterator();
    List<Open<K>> open = new ArrayList<>();
    Request<K> next = waiting.next();
    try (InputStream in = ExtentReader.open(source, pack, offset, length())) {
      FrameReader frames = new FrameReader(in, pack.key(), offset);
      while (next != null || !open.isEmpty()) {
        if (open.isEmpty() && next != null) {
          frames.skipTo(next.extent().offset());
        }
        while (next != null && next.extent().offset() <= frames.offset()) {
          open.add(new Open<>(next, frames.offset()));
          next = waiting.hasNext() ? waiting.next() : null;
        }
        Frame frame = frames.next();
        ByteBuffer chunk = frames.chunk();
        for (Open<K> request : open) {
          request.accept(frame, chunk, frames.offset(), sink);
        }
        open.removeIf(Open::isDone);
      }
    }
  }

  /** A request that the reader is inside of. */
  private static final class Open<K> {
    private final Request<K> request;
    private long raw;
    private int count;

    Open(Request<K> request, long at) throws CorruptedException {
      this.request = request;
      check(request.extent().offset() == at);
    }

    void accept(Frame frame, ByteBuffer chunk, long end, Sink<K> sink) throws IOException {
      Extent extent = request.extent();
      count++;
      raw += frame.rawLength();
      check(isDone() ? raw == extent.rawLength() && end == extent.end() : end < extent.end());
      sink.accept(request.key(), frame.chunk(), chunk.duplicate());
    }

    boolean isDone() {
      return count == request.extent().count();
    }

    private void check(boolean right) throws CorruptedException {
      if (!right) {
        Extent extent = request.extent();
        throw new CorruptedException(extent.pack().key() + ": frames do not fill " + extent);
      }
    }
  }
}
