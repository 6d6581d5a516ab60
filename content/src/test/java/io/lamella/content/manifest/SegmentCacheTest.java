package io.lamella.content.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Digest;
import io.lamella.content.manifest.SegmentDecoder.Decoded;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackRef;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmentCacheTest {
  private static final PackRef PACK =
      new PackRef("0123456789abcdef0123456789abcdef", Digest.of(new byte[] {1}), 0);

  @Test
  void keepsWhatWasUsedLastWithinItsBound() {
    // Given: room for about three segments of 1000 entries
    SegmentCache cache = new SegmentCache(1_200_000);
    cache.put(address(1), leaf(1000));
    cache.put(address(2), leaf(1000));
    cache.put(address(3), leaf(1000));
    cache.get(address(1));

    // When
    cache.put(address(4), leaf(1000));

    // Then
    assertThat(cache.size()).isEqualTo(3);
    assertThat(cache.holds(address(2))).isFalse();
    assertThat(cache.holds(address(1))).isTrue();
  }

  @Test
  void keepsManySmallSegmentsInPlaceOfALargeOne() {
    SegmentCache cache = new SegmentCache(1_200_000);
    cache.put(address(0), leaf(3000));

    IntStream.range(1, 100).forEach(i -> cache.put(address(i), leaf(10)));

    assertThat(cache.size()).isEqualTo(99);
    assertThat(cache.holds(address(0))).isFalse();
  }

  @Test
  void countsASegmentOnceThatIsPutTwice() {
    SegmentCache cache = new SegmentCache(1_200_000);
    cache.put(address(1), leaf(1000));

    IntStream.range(0, 10).forEach(i -> cache.put(address(2), leaf(1000)));

    assertThat(cache.size()).isEqualTo(2);
  }

  @Test
  void keepsTheLastOneHoweverLarge() {
    SegmentCache cache = new SegmentCache(1000);
    cache.put(address(1), leaf(100));
    cache.put(address(2), leaf(100));

    assertThat(cache.size()).isEqualTo(1);
    assertThat(cache.get(address(2))).isNotNull();
  }

  private static Extent address(int number) {
    return new Extent(PACK, 1000L * number, 1000, 1000, number, 1);
  }

  private static Decoded leaf(int entries) {
    List<Entry> folders =
        IntStream.range(0, entries)
            .<Entry>mapToObj(i -> new Entry.Folder(EntryPath.of("folder-%06d".formatted(i)), 0755))
            .toList();
    Segment segment = new Segment.Leaf(folders);
    return new Decoded(segment, Digest.of(new byte[] {2}), segment.totals());
  }
}
