package io.lamella.content.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.CorruptedException;
import io.lamella.content.chunk.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExtentReaderTest {
  private final MemoryPacks packs = new MemoryPacks();
  private final ExtentReader reader = new ExtentReader(packs);
  private MemoryPacks.Written pack;

  @BeforeEach
  void writeTenChunksOfAHundredBytes() throws IOException {
    pack = packs.add(IntStream.range(0, 10).mapToObj(i -> Samples.noise(i, 100)).toList());
  }

  @Test
  void readsAnExtentWithOneOpen() throws IOException {
    // Given
    Extent extent = pack.extent(2, 3);
    List<Integer> lengths = new ArrayList<>();

    // When
    reader.read(extent, chunk -> lengths.add(chunk.remaining()));

    // Then
    assertThat(lengths).containsExactly(100, 100, 100);
    assertThat(packs.opened).containsExactly(new MemoryPacks.Opened(pack.ref(), 2 * 152, 3 * 152));
  }

  @Test
  void refusesExtentsWhoseNumbersDoNotFitTheFrames() {
    Extent right = pack.extent(2, 3);
    for (Extent wrong :
        List.of(
            new Extent(pack.ref(), right.offset(), right.storedLength(), 299, 2, 3),
            new Extent(pack.ref(), right.offset(), right.storedLength(), 301, 2, 3),
            new Extent(pack.ref(), right.offset(), right.storedLength() - 1, 300, 2, 3),
            new Extent(pack.ref(), right.offset(), right.storedLength() + 1, 300, 2, 3),
            new Extent(pack.ref(), right.offset() + 1, right.storedLength(), 300, 2, 3),
            new Extent(pack.ref(), right.offset(), right.storedLength(), 300, 2, 2),
            new Extent(pack.ref(), right.offset(), right.storedLength(), 300, 2, 4))) {
      assertThatThrownBy(() -> reader.read(wrong, ByteBuffer::remaining))
          .describedAs("%s", wrong)
          .isInstanceOf(CorruptedException.class);
    }
  }

  @Test
  void passesOnWhatTheSinkFailsWith() {
    // Given
    IOException full = new IOException("disk full");

    // When, Then
    assertThatThrownBy(
            () ->
                reader.read(
                    pack.extent(0, 10),
                    chunk -> {
                      throw full;
                    }))
        .isSameAs(full);
  }

  @Test
  void aRangeOpensOnlyTheExtentsThatItTouches() throws IOException {
    // Given
    List<Extent> extents = List.of(pack.extent(0, 2), pack.extent(4, 2), pack.extent(8, 2));

    // When
    byte[] bytes;
    try (InputStream in = reader.stream(extents, 250, 100)) {
      bytes = in.readAllBytes();
    }

    // Then
    assertThat(bytes).hasSize(100);
    assertThat(packs.opened).extracting(MemoryPacks.Opened::offset).containsExactly(4L * 152);
  }

  @Test
  void aRangeReadsNothingBeforeItIsAsked() throws IOException {
    // Given
    InputStream in = reader.stream(List.of(pack.extent(0, 10)), 0, 1_000);

    // When
    in.close();

    // Then
    assertThat(packs.opened).isEmpty();
    assertThat(in.read()).isEqualTo(-1);
  }

  @Test
  void aRangeAsksForNoMoreOfAnExtentThanItMayNeed() throws IOException {
    // Given
    MemoryPacks.Written large =
        packs.add(IntStream.range(0, 8).mapToObj(i -> Samples.noise(i, 1 << 20)).toList());
    packs.opened.clear();

    // When
    byte[] bytes;
    try (InputStream in = reader.stream(List.of(large.extent(0, 8)), 10, 20)) {
      bytes = in.readAllBytes();
    }

    // Then
    assertThat(bytes).isEqualTo(java.util.Arrays.copyOfRange(Samples.noise(0, 1 << 20), 10, 30));
    assertThat(packs.opened.get(0).length()).isLessThan((2 << 20) + 1_000);
  }

  @Test
  void aRangeFarBehindReadsNothingButTheIndexBeforeIt() throws IOException {
    // Given
    MemoryPacks.Written large =
        packs.add(IntStream.range(0, 20).mapToObj(i -> Samples.noise(i, 1 << 20)).toList());
    List<Extent> extents = List.of(large.extent(0, 1), large.extent(2, 17), large.extent(1, 1));
    packs.opened.clear();

    // When: the range begins in slot 17 and ends where slot 1 does
    byte[] bytes;
    try (InputStream in = reader.stream(extents, (16 << 20) + 100, (3 << 20) - 100)) {
      bytes = in.readAllBytes();
    }

    // Then
    ByteBuffer expected = ByteBuffer.allocate((3 << 20) - 100);
    expected.put(Samples.noise(17, 1 << 20), 100, (1 << 20) - 100);
    expected.put(Samples.noise(18, 1 << 20));
    expected.put(Samples.noise(1, 1 << 20));
    assertThat(bytes).isEqualTo(expected.array());
    assertThat(packs.opened.stream().mapToLong(MemoryPacks.Opened::length).sum())
        .isLessThan((4 << 20) + 100_000);
  }

  @Test
  void aRangeFarBehindIsReadWithoutAnIndexToo() throws IOException {
    // Given
    MemoryPacks.Written large =
        packs.add(IntStream.range(0, 8).mapToObj(i -> Samples.noise(i, 1 << 20)).toList());
    byte[] damaged = large.bytes().clone();
    damaged[damaged.length - 1]++;

    for (boolean lengthIsKnown : new boolean[] {true, false}) {
      // When
      packs.replace(large.ref(), damaged);
      PackSource source = lengthIsKnown ? packs : packs::open;
      byte[] bytes;
      try (InputStream in =
          new ExtentReader(source).stream(List.of(large.extent(0, 8)), 5 << 20, 1 << 20)) {
        bytes = in.readAllBytes();
      }

      // Then
      assertThat(bytes).isEqualTo(Samples.noise(5, 1 << 20));
    }
  }

  @Test
  void refusesAnExtentThatTheIndexKnowsNothingOf() throws IOException {
    // Given
    MemoryPacks.Written large =
        packs.add(IntStream.range(0, 8).mapToObj(i -> Samples.noise(i, 1 << 20)).toList());
    Extent right = large.extent(0, 8);
    Extent wrong =
        new Extent(right.pack(), right.offset(), right.storedLength(), right.rawLength(), 1, 8);

    // When, Then
    assertThatThrownBy(() -> reader.stream(List.of(wrong), 5 << 20, 100).readAllBytes())
        .isInstanceOf(CorruptedException.class);
  }

  @Test
  void refusesRangesOutsideTheExtents() {
    List<Extent> extents = List.of(pack.extent(0, 10));
    assertThatThrownBy(() -> reader.stream(extents, 0, 1_001))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> reader.stream(extents, -1, 10))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void anEmptyRangeIsEmpty() throws IOException {
    assertThat(reader.stream(List.of(), 0, 0).readAllBytes()).isEmpty();
    assertThat(reader.stream(List.of(pack.extent(0, 1)), 100, 0).readAllBytes()).isEmpty();
  }
}
