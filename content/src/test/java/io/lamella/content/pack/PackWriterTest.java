package io.lamella.content.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.Digest;
import io.lamella.content.chunk.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackWriterTest {
  private static final Digest ANY = Digest.EMPTY;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PackWriter writer = new PackWriter(bytes -> MemoryPacks.drain(bytes, out));

  @Test
  void compressesWhatBecomesSmallerAndNothingElse() throws IOException {
    // Given
    List<byte[]> chunks = List.of(Samples.text(1, 50_000), Samples.noise(2, 50_000));

    // When
    List<Slot> slots = MemoryPacks.write(chunks).index().slots();

    // Then
    assertThat(slots.get(0).storedLength()).isLessThan(30_000);
    assertThat(slots.get(1).storedLength()).isEqualTo(50_000);
  }

  @Test
  void storesAFrameRawThatSavesLessThanFivePercent() throws IOException {
    // Given: 4 % of zeros
    byte[] chunk = Samples.noise(1, 100_000);
    java.util.Arrays.fill(chunk, 0, 4_000, (byte) 0);

    // When
    List<Slot> slots = MemoryPacks.write(List.of(chunk)).index().slots();

    // Then
    assertThat(slots.get(0).storedLength()).isEqualTo(100_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {5_000, 60_000, 500_000})
  void noticesWithinSixteenFramesOrFourMebibytesThatCompressionPaysAgain(int size)
      throws IOException {
    // Given
    List<byte[]> chunks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      chunks.add(Samples.noise(i, size));
    }
    for (int i = 0; i < 20; i++) {
      chunks.add(Samples.text(i, size));
    }

    // When
    List<Slot> slots = MemoryPacks.write(chunks).index().slots();

    // Then
    int allowed = Math.min(16, (4 << 20) / size);
    assertThat(slots.subList(40 + allowed, 60))
        .allMatch(slot -> slot.storedLength() < slot.rawLength());
  }

  @Test
  void takesDirectBuffersAndPartsOfArraysWithoutMovingThem() throws IOException {
    // Given
    byte[] text = Samples.text(1, 10_000);
    ByteBuffer direct = ByteBuffer.allocateDirect(10_000).put(text).flip();
    ByteBuffer part = ByteBuffer.allocate(12_000).position(1_000).slice().put(text).flip();

    // When
    writer.add(Digest.of(text), direct);
    writer.add(Digest.of(text), part);
    PackIndex index = writer.finish();

    // Then
    assertThat(direct.remaining()).isEqualTo(10_000);
    assertThat(part.remaining()).isEqualTo(10_000);
    PackVerifier verifier = new PackVerifier(index.id());
    verifier.feed(ByteBuffer.wrap(out.toByteArray()));
    assertThat(verifier.finish().slots()).isEqualTo(index.slots());
  }

  @Test
  void tellsSlotsCountAndLength() throws IOException {
    // Given
    byte[] chunk = Samples.noise(1, 1_000);

    // When
    int first = writer.add(Digest.of(chunk), ByteBuffer.wrap(chunk));
    int second = writer.add(Digest.of(chunk), ByteBuffer.wrap(chunk));

    // Then
    assertThat(first).isZero();
    assertThat(second).isEqualTo(1);
    assertThat(writer.count()).isEqualTo(2);
    assertThat(writer.length()).isEqualTo(2 * 1_052).isEqualTo(out.size());
    assertThat(writer.isFull()).isFalse();
    assertThat(writer.finish().packLength()).isEqualTo(out.size()).isEqualTo(writer.length());
  }

  @Test
  void isFullAtTheTargetSizeAndRefusesWhatWouldNotFit() throws IOException {
    // Given
    PackWriter counting = new PackWriter(bytes -> bytes.position(bytes.limit()));
    ByteBuffer chunk = ByteBuffer.wrap(Samples.noise(1, 2 << 20));

    // When
    List<Integer> fullAfter = new ArrayList<>();
    for (int i = 1; i <= 31; i++) {
      counting.add(ANY, chunk);
      if (counting.isFull()) {
        fullAfter.add(i);
      }
    }

    // Then
    assertThat(fullAfter.get(0)).isEqualTo(16);
    assertThatThrownBy(() -> counting.add(ANY, chunk)).isInstanceOf(IllegalStateException.class);
    assertThat(counting.finish().packLength()).isLessThanOrEqualTo(PackLimits.MAX_BYTES);
  }

  @Test
  void isFullAt8192Chunks() throws IOException {
    // Given
    ByteBuffer chunk = ByteBuffer.wrap(new byte[] {1});
    for (int i = 0; i < 8191; i++) {
      writer.add(ANY, chunk);
      assertThat(writer.isFull()).isFalse();
    }

    // When
    writer.add(ANY, chunk);

    // Then
    assertThat(writer.isFull()).isTrue();
    assertThatThrownBy(() -> writer.add(ANY, chunk)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, (2 << 20) + 1})
  void refusesChunksThatTheFormatDoesNotKnow(int length) {
    assertThatThrownBy(() -> writer.add(ANY, ByteBuffer.allocate(length)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void finishesOnceAndNotWithoutChunks() throws IOException {
    assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
    writer.add(ANY, ByteBuffer.wrap(new byte[] {1}));
    writer.finish();
    assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> writer.add(ANY, ByteBuffer.wrap(new byte[] {1})))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void noticesASinkThatLeavesBytes() {
    PackWriter lazy = new PackWriter(bytes -> bytes.get());
    assertThatThrownBy(() -> lazy.add(ANY, ByteBuffer.wrap(new byte[] {1})))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("left 52 bytes");
  }
}
