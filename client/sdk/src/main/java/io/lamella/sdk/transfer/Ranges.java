package io.lamella.sdk.transfer;

import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackRef;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The ranges of packs that make up a file, grown chunk by chunk. */
final class Ranges {
  private static final class Range {
    final Place first;
    int count;
    long stored;
    long raw;

    Range(Place first) {
      this.first = first;
    }
  }

  private final List<Range> ranges = new ArrayList<>(1);
  private @Nullable Place last;
  private long chunks;

  void add(Place place) {
    if (last == null || !place.follows(last)) {
      ranges.add(new Range(place));
    }
    Range range = ranges.get(ranges.size() - 1);
    range.count++;
    if (place instanceof Place.Stored stored) {
      range.stored += stored.slot().frameLength();
      range.raw += stored.slot().rawLength();
    }
    last = place;
    chunks++;
  }

  /** The place of the last chunk; null before the first. */
  @Nullable Place last() {
    return last;
  }

  long chunks() {
    return chunks;
  }

  int size() {
    return ranges.size();
  }

  /** True when every pack of it is at the server. */
  boolean isStored() {
    return ranges.stream()
        .allMatch(r -> !(r.first instanceof Place.Ours ours) || ours.pack().stored.isDone());
  }

  /** Where the file lies; waits for the packs that are under way. */
  List<Extent> extents() throws InterruptedException {
    List<Extent> extents = new ArrayList<>(ranges.size());
    for (Range range : ranges) {
      extents.add(extent(range));
    }
    return extents;
  }

  private static Extent extent(Range range) throws InterruptedException {
    if (range.first instanceof Place.Ours ours) {
      try {
        OutgoingPack.Stored stored = ours.pack().stored.get();
        PackRef ref = stored.ref();
        return stored.index().extent(ref, ours.number(), range.count);
      } catch (ExecutionException e) {
        throw new IllegalStateException("a pack could not be stored", e.getCause());
      }
    }
    Place.Stored first = (Place.Stored) range.first;
    return new Extent(
        first.pack(), first.slot().offset(), range.stored, range.raw, first.number(), range.count);
  }
}
