package io.lamella.content.pack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Extents of many files that lie near each other in one pack, to be fetched with one ranged open.
 * For copies with many small files. Immutable.
 *
 * @param <K> what the caller knows an extent by
 */
public final class ExtentBatch<K> {
  /** Unwanted bytes between two extents that are read through rather than opened anew. */
  public static final int MAX_GAP = 256 << 10;

  /** Extents of one file that are planned together, so that the gaps between them stay bounded. */
  public static final int MAX_TOGETHER = 32;

  /** Merging stops at this length; an extent that is longer is a batch of its own. */
  static final int MAX_LENGTH = 8 << 20;

  private static final Comparator<PackRef> BY_PACK =
      Comparator.comparing(PackRef::domain)
          .thenComparing(PackRef::id)
          .thenComparing(PackRef::generation);

  /** An extent that is wanted, and the caller's name for it. */
  public record Request<K>(K key, Extent extent) {}

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
}
