package io.lamella.content.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkerTest {
  private final Chunker chunker = new Chunker(ChunkProfile.FINE);

  @Test
  void anEmptyFileHasNoChunks() throws IOException {
    // Given
    chunker.reset(InputStream.nullInputStream());

    // When
    var chunk = chunker.next();

    // Then
    assertThat(chunk).isNull();
    assertThat(chunker.fileDigest()).isEqualTo(Digest.EMPTY);
    assertThat(chunker.length()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4096, 4097})
  void aOneChunkFileHasTheDigestOfItsChunk(int size) throws IOException {
    // Given
    byte[] data = Samples.noise(size, size);
    chunker.reset(new ByteArrayInputStream(data));

    // When
    chunker.next();

    // Then
    assertThat(chunker.chunkId()).isEqualTo(Digest.of(data));
    assertThat(chunker.fileDigest()).isSameAs(chunker.chunkId());
    assertThat(chunker.next()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {65_536, 65_537, 131_072, 1 << 20, (1 << 20) + 1})
  void filesThatEndAtABoundaryOfTheBufferAreWhole(int size) throws IOException {
    // Given: one value never meets a mask, so every chunk has the greatest length
    byte[] data = new byte[size];
    chunker.reset(new ByteArrayInputStream(data));

    // When
    int chunks = 0;
    while (chunker.next() != null) {
      chunks++;
    }

    // Then
    assertThat(chunks).isEqualTo((size + 65_535) / 65_536);
    assertThat(chunker.fileDigest()).isEqualTo(Digest.of(data));
  }

  @Test
  void canStartOnANewStreamBeforeTheLastOneEnded() throws IOException {
    // Given
    byte[] second = Samples.noise(2, 300_000);
    chunker.reset(new ByteArrayInputStream(Samples.noise(1, 3_000_000)));
    chunker.next();
    chunker.next();

    // When
    chunker.reset(new ByteArrayInputStream(second));
    while (chunker.next() != null) {
      assertThat(chunker.length()).isPositive();
    }

    // Then
    assertThat(chunker.length()).isEqualTo(300_000);
    assertThat(chunker.fileDigest()).isEqualTo(Digest.of(second));
  }

  @Test
  void tellsNoFileDigestBeforeTheEnd() throws IOException {
    // Given
    chunker.reset(new ByteArrayInputStream(Samples.noise(1, 3_000_000)));

    // When
    chunker.next();

    // Then
    assertThatThrownBy(chunker::fileDigest).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void passesOnWhatTheStreamFailsWith() {
    // Given
    chunker.reset(
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is on fire");
          }
        });

    // When, Then
    assertThatThrownBy(chunker::next).isInstanceOf(IOException.class).hasMessageContaining("fire");
  }
}
