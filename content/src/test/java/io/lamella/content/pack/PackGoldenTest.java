package io.lamella.content.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.chunk.Samples;
import io.lamella.content.pack.Forged.FrameFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Packs that were stored by version 1 of the format. {@code raw.pack} is what the writer makes of
 * chunks that do not compress; {@code zstd.pack} was made by {@link Forged} (zstd output may differ
 * between versions of the library, so it need only stay readable).
 */
class PackGoldenTest {
  private static final List<byte[]> RAW =
      List.of(Samples.noise(1, 100), Samples.noise(2, 1), Samples.noise(3, 257));
  private static final List<byte[]> COMPRESSED =
      List.of(Samples.text(4, 1_000), Samples.noise(5, 64), Samples.text(6, 2_000));

  static byte[] makeRaw() throws IOException {
    return MemoryPacks.write(RAW).bytes();
  }

  static byte[] makeZstd() {
    return new Forged()
        .frame(FrameFields.zstd(COMPRESSED.get(0)))
        .frame(COMPRESSED.get(1))
        .frame(FrameFields.zstd(COMPRESSED.get(2)))
        .pack();
  }

  @Test
  void writesTheSameBytesAsEver() throws IOException {
    // Given
    byte[] golden = golden("raw.pack");

    // When
    byte[] written = makeRaw();

    // Then
    assertThat(written).isEqualTo(golden);
    assertReads(golden, RAW);
  }

  @Test
  void readsWhatWasCompressedLongAgo() throws IOException {
    assertReads(golden("zstd.pack"), COMPRESSED);
  }

  private static void assertReads(byte[] golden, List<byte[]> chunks) throws IOException {
    byte[] tail = java.util.Arrays.copyOfRange(golden, golden.length - 40, golden.length - 8);
    PackRef ref = new PackRef(MemoryPacks.DOMAIN, io.lamella.content.Digest.wrap(tail), 0);
    MemoryPacks packs = new MemoryPacks();
    packs.replace(ref, golden);

    PackVerifier verifier = new PackVerifier(ref.id());
    verifier.feed(ByteBuffer.wrap(golden));
    PackIndex index = PackIndex.read(packs, ref, golden.length);
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    new ExtentReader(packs)
        .read(index.extent(ref, 0, chunks.size()), chunk -> MemoryPacks.drain(chunk, read));

    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    chunks.forEach(expected::writeBytes);
    assertThat(verifier.finish().slots()).isEqualTo(index.slots());
    assertThat(read.toByteArray()).isEqualTo(expected.toByteArray());
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in = PackGoldenTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
