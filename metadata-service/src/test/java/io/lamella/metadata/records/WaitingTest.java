package io.lamella.metadata.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingTest {
  @Test
  void allIsTakenThatThereIsRoomFor() {
    assertThat(waiting(10, 20, 30).first(60L, 1_000, 7)).isEqualTo(ranges(10, 20, 30));
    assertThat(waiting(10, 20, 30).first(null, 1_000, 7)).isEqualTo(ranges(10, 20, 30));
  }

  @Test
  void partitionsShareAndWhatOneDoesNotNeedIsTheOthers() {
    assertThat(waiting(10, 100, 300).first(100L, 1_000, 7)).isEqualTo(ranges(10, 45, 45));
    assertThat(waiting(50, 50).first(1L, 1_000, 7)).hasSize(1);
  }

  @Test
  void filesAreNoMoreThanARequestHolds() {
    SortedMap<Integer, Range> first = waiting(1_000, 5, 1_000).first(null, 10, 10);

    long files = first.values().stream().mapToLong(range -> (range.size() + 9) / 10).sum();
    assertThat(files).isBetween(7L, 10L);
    assertThat(first.get(1)).isEqualTo(new Range(100, 105));
  }

  @Test
  void ofVeryManyPartitionsThoseWithTheMostComeFirst() {
    int[] sizes = IntStream.rangeClosed(1, 50).toArray();

    SortedMap<Integer, Range> first = waiting(sizes).first(null, 20, 10);

    assertThat(first.keySet()).hasSize(10).allMatch(partition -> partition >= 40);
  }

  private static Waiting waiting(int... sizes) {
    return new Waiting(ranges(sizes), null);
  }

  private static SortedMap<Integer, Range> ranges(int... sizes) {
    SortedMap<Integer, Range> ranges = new TreeMap<>(Map.of());
    for (int i = 0; i < sizes.length; i++) {
      ranges.put(i, new Range(100, 100 + sizes[i]));
    }
    return ranges;
  }
}
