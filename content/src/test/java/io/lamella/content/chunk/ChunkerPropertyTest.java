package io.lamella.content.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ChunkerPropertyTest {
  private final Chunker chunker = new Chunker(ChunkProfile.FINE);

  @Property(tries = 100)
  void chunksConcatenateToTheInputAndKeepTheirBounds(
      @ForAll long seed, @ForAll @IntRange(max = 3_000_000) int size) throws IOException {
    // Given
    byte[] data = Samples.mixed(seed, size);

    // When
    List<byte[]> chunks = chunks(new ByteArrayInputStream(data));

    // Then
    ByteBuffer joined = ByteBuffer.allocate(size);
    for (int i = 0; i < chunks.size(); i++) {
      assertThat(chunks.get(i).length).isLessThanOrEqualTo(ChunkProfile.FINE.max());
      if (i < chunks.size() - 1) {
        assertThat(chunks.get(i).length).isGreaterThanOrEqualTo(ChunkProfile.FINE.min());
      }
      joined.put(chunks.get(i));
    }
    assertThat(joined.array()).isEqualTo(data);
    assertThat(chunker.fileDigest()).isEqualTo(Digest.of(data));
    assertThat(chunker.length()).isEqualTo(size);
  }

  @Property(tries = 50)
  void cutsDoNotDependOnHowTheStreamHandsOutItsBytes(
      @ForAll long seed, @ForAll @IntRange(max = 3_000_000) int size) throws IOException {
    // Given
    byte[] data = Samples.mixed(seed, size);
    List<byte[]> atOnce = chunks(new ByteArrayInputStream(data));

    // When
    List<byte[]> inPieces = chunks(new Stuttering(data, new Random(seed)));

    // Then
    assertThat(inPieces).hasSameSizeAs(atOnce);
    for (int i = 0; i < atOnce.size(); i++) {
      assertThat(inPieces.get(i)).isEqualTo(atOnce.get(i));
    }
  }

  @Property(tries = 30)
  void anInsertionChangesOnlyChunksNearIt(
      @ForAll long seed, @ForAll @IntRange(max = 1_999_999) int at) throws IOException {
    // Given
    byte[] data = Samples.noise(seed, 2_000_000);
    byte[] edited = new byte[data.length + 1];
    System.arraycopy(data, 0, edited, 0, at);
    System.arraycopy(data, at, edited, at + 1, data.length - at);

    // When
    List<Digest> before = ids(data);
    List<Digest> after = ids(edited);

    // Then
    after.removeAll(before);
    assertThat(after).hasSizeLessThanOrEqualTo(16);
  }

  private List<Digest> ids(byte[] data) throws IOException {
    return new ArrayList<>(
        chunks(new ByteArrayInputStream(data)).stream().map(Digest::of).toList());
  }

  private List<byte[]> chunks(InputStream in) throws IOException {
    List<byte[]> chunks = new ArrayList<>();
    chunker.reset(in);
    for (ByteBuffer chunk = chunker.next(); chunk != null; chunk = chunker.next()) {
      byte[] bytes = new byte[chunk.remaining()];
      chunk.get(bytes);
      assertThat(chunker.chunkId()).isEqualTo(Digest.of(bytes));
      chunks.add(bytes);
    }
    return chunks;
  }

  /** Hands out 1 to 20,000 bytes a read. */
  private static final class Stuttering extends ByteArrayInputStream {
    private final Random random;

    Stuttering(byte[] data, Random random) {
      super(data);
      this.random = random;
    }

    @Override
    public synchronized int read(byte[] to, int at, int length) {
      return super.read(to, at, Math.min(length, 1 + random.nextInt(20_000)));
    }
  }
}
