package io.lamella.content.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FastCdcTest {
  /**
   * The vectors were made by this test's {@link #vectors} with a chunker that passed the reference
   * vectors of FAST_CDC_2020 (minimum 4,096, average 16,384, maximum 65,535; seeds 0 and 666) over
   * the reference image, fingerprints included.
   */
  @Test
  void cutsWhereTheVectorsSay() throws IOException {
    // Given
    String expected;
    try (InputStream in = getClass().getResourceAsStream("fastcdc-vectors.tsv")) {
      expected = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
    }

    // When
    StringBuilder actual = new StringBuilder("# offset, length, sha256, fingerprint\n");
    for (long seed : new long[] {0, 666}) {
      for (ChunkProfile profile : ChunkProfile.values()) {
        vectors(actual, profile.min(), profile.average(), profile.max(), seed);
      }
      vectors(actual, 4096, 16384, 65535, seed);
    }

    // Then
    assertThat(actual.toString()).isEqualTo(expected);
  }

  private static void vectors(StringBuilder out, int min, int average, int max, long seed) {
    int size = 24 * average + 12_345;
    out.append("# %d %d %d seed %d, mixed(%d, %d)\n".formatted(min, average, max, seed, 42, size));
    byte[] data = Samples.mixed(42, size);
    FastCdc cdc = new FastCdc(min, average, max, seed);
    for (int at = 0; at < size; ) {
      int length = cdc.cut(data, at, size);
      Digest sha = Digest.of(ByteBuffer.wrap(data, at, length));
      String fingerprint = Long.toUnsignedString(cdc.fingerprint());
      out.append("%d\t%d\t%s\t%s\n".formatted(at, length, sha, fingerprint));
      at += length;
    }
  }

  @ParameterizedTest
  @EnumSource
  void chunkerCutsWithItsProfileAndSeedZero(ChunkProfile profile) throws IOException {
    // Given
    byte[] data = Samples.mixed(7, 12_000_000);
    FastCdc cdc = new FastCdc(profile.min(), profile.average(), profile.max(), 0);
    List<Integer> expected = new ArrayList<>();
    for (int at = 0; at < data.length; at += expected.get(expected.size() - 1)) {
      expected.add(cdc.cut(data, at, data.length));
    }

    // When
    List<Integer> actual = new ArrayList<>();
    Chunker chunker = new Chunker(profile);
    chunker.reset(new ByteArrayInputStream(data));
    for (ByteBuffer chunk = chunker.next(); chunk != null; chunk = chunker.next()) {
      actual.add(chunk.remaining());
    }

    // Then
    assertThat(actual).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void chunksAreOnAverageAboutAsLongAsTheProfileSays(ChunkProfile profile) {
    // Given
    byte[] data = Samples.noise(1, 64 * profile.average());
    FastCdc cdc = new FastCdc(profile.min(), profile.average(), profile.max(), 0);

    // When
    int count = 0;
    for (int at = 0; at < data.length; count++) {
      at += cdc.cut(data, at, data.length);
    }

    // Then
    assertThat(count).isBetween(40, 80);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 65_535, 8 << 20})
  void refusesAnAverageThatIsNoPowerOfTwoInItsBounds(int average) {
    assertThatThrownBy(() -> new FastCdc(0, average, 16 << 20, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
