package io.lamella.content.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Digest;
import io.lamella.content.chunk.Samples;
import io.lamella.content.pack.ExtentBatch.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExtentBatchTest {
  private static final PackRef REF = new PackRef(MemoryPacks.DOMAIN, Digest.EMPTY, 0);
  private static final int KIB = 1 << 10;

  @Test
  void plansOneRangeForManySmallFiles() throws IOException {
    // Given
    MemoryPacks.Written pack =
        MemoryPacks.write(IntStream.range(0, 1_000).mapToObj(i -> Samples.noise(i, KIB)).toList());
    List<Request<Integer>> requests = new ArrayList<>();
    for (int i = 0; i < 1_000; i += 2) {
      requests.add(new Request<>(i, pack.extent(i, 1)));
    }

    // When
    List<ExtentBatch<Integer>> batches = ExtentBatch.plan(requests);

    // Then
    assertThat(batches).hasSize(1);
    assertThat(batches.get(0).requests()).extracting(Request::key).isSorted().hasSize(500);
  }

  @Test
  void readsThroughGapsUpTo256KiB() {
    // Given
    Extent first = extent(0, 1_000);
    Extent near = extent(1_000 + 256 * KIB, 1_000);
    Extent far = extent(near.end() + 256 * KIB + 1, 1_000);

    // When
    List<ExtentBatch<String>> batches = plan(far, first, near);

    // Then
    assertThat(batches).hasSize(2);
    assertThat(batches.get(0).offset()).isZero();
    assertThat(batches.get(0).length()).isEqualTo(near.end());
    assertThat(batches.get(1).offset()).isEqualTo(far.offset());
    assertThat(batches.get(1).requests()).hasSize(1);
  }

  @Test
  void mergesUpTo8MiBAndLeavesALongerExtentWhole() {
    // Given
    Extent first = extent(0, 4 << 20);
    Extent second = extent(first.end(), 4 << 20);
    Extent third = extent(second.end(), 20 << 20);

    // When
    List<ExtentBatch<String>> batches = plan(first, second, third);

    // Then
    assertThat(batches).extracting(ExtentBatch::length).containsExactly(8L << 20, 20L << 20);
  }

  @Test
  void keepsPacksApart() {
    // Given
    PackRef other = new PackRef(MemoryPacks.DOMAIN, Digest.EMPTY, 1);
    Extent here = extent(0, 1_000);
    Extent there = new Extent(other, 1_000, 1_000, 900, 0, 1);

    // When
    List<ExtentBatch<String>> batches = plan(here, there);

    // Then
    assertThat(batches).extracting(ExtentBatch::pack).containsExactly(REF, other);
  }

  @Test
  void plansNothingForNothing() {
    assertThat(ExtentBatch.plan(List.of())).isEmpty();
  }

  private static Extent extent(long offset, long storedLength) {
    return new Extent(REF, offset, storedLength, storedLength - 52, 0, 1);
  }

  private static List<ExtentBatch<String>> plan(Extent... extents) {
    List<Request<String>> requests = new ArrayList<>();
    for (Extent extent : extents) {
      requests.add(new Request<>(extent.toString(), extent));
    }
    return ExtentBatch.plan(requests);
  }
}
