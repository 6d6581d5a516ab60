package io.lamella.content.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.CorruptedException;
import io.lamella.content.chunk.Samples;
import io.lamella.content.store.NoSuchObjectException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackIndexTest {
  private final MemoryPacks packs = new MemoryPacks();

  @ParameterizedTest
  @ValueSource(ints = {1, 1364, 1365, 8192})
  void readsItsEndWithTwoRangesAtMost(int count) throws IOException {
    // Given
    MemoryPacks.Written pack = packs.add(Collections.nCopies(count, Samples.noise(1, 100)));

    // When
    PackIndex index = PackIndex.read(packs, pack.ref(), pack.bytes().length);

    // Then
    assertThat(index.slots()).isEqualTo(pack.index().slots());
    assertThat(packs.opened).hasSize(48 * count + 56 <= 65_536 ? 1 : 2);
  }

  @Test
  void refusesThePackOfAnotherName() throws IOException {
    // Given
    MemoryPacks.Written asked = packs.add(List.of(Samples.noise(1, 100)));
    MemoryPacks.Written other = packs.add(List.of(Samples.noise(2, 100)));
    packs.replace(asked.ref(), other.bytes());

    // When, Then
    assertThatThrownBy(() -> PackIndex.read(packs, asked.ref(), asked.bytes().length))
        .isInstanceOf(CorruptedException.class)
        .hasMessageContaining(asked.ref().key());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 103, (64 << 20) + 1})
  void refusesLengthsThatNoPackHas(int length) throws IOException {
    // Given
    MemoryPacks.Written pack = packs.add(List.of(Samples.noise(1, 100)));

    // When, Then
    assertThatThrownBy(() -> PackIndex.read(packs, pack.ref(), length))
        .isInstanceOf(CorruptedException.class);
  }

  @Test
  void passesOnThatThePackIsGone() throws IOException {
    // Given
    MemoryPacks.Written pack = MemoryPacks.write(List.of(Samples.noise(1, 100)));

    // When, Then
    assertThatThrownBy(() -> PackIndex.read(packs, pack.ref(), pack.bytes().length))
        .isInstanceOf(NoSuchObjectException.class);
  }

  @Test
  void tellsTheExtentOfARunOfSlots() throws IOException {
    // Given
    MemoryPacks.Written pack =
        packs.add(List.of(Samples.noise(1, 10), Samples.noise(2, 20), Samples.noise(3, 30)));

    // When
    Extent extent = pack.index().extent(pack.ref(), 1, 2);

    // Then
    assertThat(extent).isEqualTo(new Extent(pack.ref(), 62, 52 + 20 + 52 + 30, 50, 1, 2));
    assertThatThrownBy(() -> pack.index().extent(pack.ref(), 1, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void recoversNothingWhereNoFrameBegins() {
    assertThatThrownBy(() -> PackIndex.recover(new ByteArrayInputStream(new byte[1_000])))
        .isInstanceOf(CorruptedException.class);
  }
}
