package io.lamella.content.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.lamella.content.CorruptedException;
import io.lamella.content.Digest;
import io.lamella.content.chunk.Samples;
import io.lamella.content.pack.Forged.FrameFields;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PackVerifierTest {
  private static final byte[] TEXT = Samples.text(1, 10_000);
  private static final byte[] NOISE = Samples.noise(2, 10_000);

  @Test
  void takesRawAndZstdFrames() throws CorruptedException {
    // Given
    Forged forged = new Forged().frame(NOISE).frame(FrameFields.zstd(TEXT));

    // When
    PackIndex index = verify(forged.id(), forged.pack());

    // Then
    assertThat(index.slots()).extracting(Slot::rawLength).containsExactly(10_000, 10_000);
    assertThat(index.id()).isEqualTo(forged.id());
  }

  static Stream<Arguments> wrongFields() {
    return Stream.of(
        wrong("no frame begins here", f -> f.magic++),
        wrong("unknown frame version 2", f -> f.version = 2),
        wrong("unknown codec 2", f -> f.codec = 2),
        wrong("unknown flags 1", f -> f.flags = 1),
        wrong("a chunk of 0 bytes", f -> f.rawLength = 0),
        wrong("a chunk of 2097153 bytes", f -> f.rawLength = (2 << 20) + 1),
        wrong("a chunk of 4294967295 bytes", f -> f.rawLength = -1),
        wrong("stored length 0 ", f -> f.storedLength = 0),
        wrong("stored length 10000 ", f -> f.storedLength = 10_000),
        wrong("stored length 4294967295 ", f -> f.storedLength = -1),
        wrong("wrong CRC", f -> f.crcChange = 1),
        wrong("does not decode to 9999 bytes", f -> f.rawLength = 9_999),
        wrong("does not decode to 10001 bytes", f -> f.rawLength = 10_001),
        wrong("does not decode to 10000 bytes", f -> f.payload = garbage(f.storedLength)),
        wrong("the bytes are not those of chunk", f -> f.chunkId = new byte[32]));
  }

  private static Arguments wrong(String message, Consumer<FrameFields> change) {
    return Arguments.of(message, change);
  }

  private static byte[] garbage(int length) {
    return Samples.noise(9, length);
  }

  @ParameterizedTest
  @MethodSource("wrongFields")
  void refusesAFrameAtItsFirstWrongField(String message, Consumer<FrameFields> wrong) {
    // Given
    FrameFields frame = FrameFields.zstd(TEXT);
    wrong.accept(frame);
    Forged forged = new Forged().frame(NOISE).frame(frame);

    // When, Then
    assertThatThrownBy(() -> verify(forged.id(), forged.pack()))
        .isInstanceOf(CorruptedException.class)
        .hasMessageStartingWith("frame 1 at byte 10052: " + message);
  }

  @Test
  void refusesARawFrameWhoseLengthsDiffer() {
    // Given
    FrameFields frame = new FrameFields(NOISE);
    frame.rawLength = 9_999;
    Forged forged = new Forged().frame(frame);

    // When, Then
    assertThatThrownBy(() -> verify(forged.id(), forged.pack()))
        .isInstanceOf(CorruptedException.class)
        .hasMessageContaining("stored length 10000 for a chunk of 9999 bytes");
  }

  @Test
  void doesNotDecodeABombPastItsRawLength() {
    // Given: 32 MiB of zeros in some KB
    byte[] bomb = Zstd.compress(new byte[32 << 20]);
    FrameFields frame = new FrameFields(new byte[2 << 20]);
    frame.codec = 1;
    frame.payload = bomb;
    frame.storedLength = bomb.length;
    Forged forged = new Forged().frame(frame);

    // When, Then
    assertThatThrownBy(() -> verify(forged.id(), forged.pack()))
        .isInstanceOf(CorruptedException.class)
        .hasMessageContaining("does not decode to 2097152 bytes");
  }

  @Test
  void refusesAPackOfAnotherName() {
    // Given
    Forged forged = new Forged().frame(NOISE);

    // When, Then
    assertThatThrownBy(() -> verify(Digest.of(NOISE), forged.pack()))
        .isInstanceOf(CorruptedException.class)
        .hasMessageContaining("the frames are those of pack " + forged.id());
  }

  @Test
  void refusesAFooterThatTellsOfOtherFrames() {
    // Given: the footer's second line names the first chunk
    Forged forged = new Forged().frame(NOISE).frame(TEXT);
    byte[] pack = forged.pack();
    int footer = pack.length - 56 - 96;
    System.arraycopy(pack, footer, pack, footer + 48, 32);

    // When, Then
    assertThatThrownBy(() -> verify(forged.id(), pack))
        .isInstanceOf(CorruptedException.class)
        .hasMessageContaining("footer or trailer differ from the frames");
  }

  @Test
  void refusesAPackWithoutChunks() {
    // Given
    Forged forged = new Forged();

    // When, Then
    assertThatThrownBy(() -> verify(forged.id(), forged.pack()))
        .isInstanceOf(CorruptedException.class);
  }

  @Test
  void takes8192ChunksAndNoMore() throws CorruptedException {
    // Given
    Forged forged = new Forged();
    for (int i = 0; i < 8192; i++) {
      forged.frame(new byte[] {(byte) i, (byte) (i >> 8)});
    }

    // When
    PackIndex index = verify(forged.id(), forged.pack());
    forged.frame(NOISE);

    // Then
    assertThat(index.slots()).hasSize(8192);
    assertThatThrownBy(() -> verify(forged.id(), forged.pack()))
        .isInstanceOf(CorruptedException.class)
        .hasMessageContaining("more than 8192 chunks");
  }

  @Test
  void takesNoPackLongerThan64MiB() throws CorruptedException {
    // Given: 31 frames of some 2 MiB
    Forged forged = new Forged().frame(Samples.noise(4, 2 << 20));
    ByteBuffer frame = ByteBuffer.wrap(forged.pack(), 0, 52 + (2 << 20)).slice();
    PackVerifier verifier = new PackVerifier(forged.id());
    for (int i = 0; i < 31; i++) {
      verifier.feed(frame.duplicate());
    }

    // When, Then
    assertThatThrownBy(() -> verifier.feed(frame.duplicate()))
        .isInstanceOf(CorruptedException.class)
        .hasMessageStartingWith("frame 31 ")
        .hasMessageContaining("longer than 64 MiB");
  }

  @Test
  void refusesBytesBehindTheEnd() {
    // Given
    Forged forged = new Forged().frame(NOISE);
    byte[] pack = Arrays.copyOf(forged.pack(), forged.pack().length + 1);

    // When, Then
    assertThatThrownBy(() -> verify(forged.id(), pack))
        .isInstanceOf(CorruptedException.class)
        .hasMessageContaining("bytes behind the end");
  }

  @Test
  void staysFailedOnceItFailed() {
    // Given
    Forged forged = new Forged().frame(NOISE);
    PackVerifier verifier = new PackVerifier(forged.id());
    assertThatThrownBy(() -> verifier.feed(ByteBuffer.wrap(NOISE)))
        .isInstanceOf(CorruptedException.class);

    // When, Then
    assertThatThrownBy(() -> verifier.feed(ByteBuffer.wrap(forged.pack())))
        .isInstanceOf(CorruptedException.class);
    assertThatThrownBy(verifier::finish).isInstanceOf(CorruptedException.class);
  }

  @Test
  void tellsWhereACutOffPackEnds() {
    // Given
    Forged forged = new Forged().frame(NOISE).frame(NOISE);
    byte[] pack = Arrays.copyOf(forged.pack(), 15_000);

    // When, Then
    assertThatThrownBy(() -> verify(forged.id(), pack))
        .isInstanceOf(CorruptedException.class)
        .hasMessageContaining("cut off behind byte 15000");
  }

  private static PackIndex verify(Digest id, byte[] pack) throws CorruptedException {
    PackVerifier verifier = new PackVerifier(id);
    verifier.feed(ByteBuffer.wrap(pack));
    return verifier.finish();
  }
}
