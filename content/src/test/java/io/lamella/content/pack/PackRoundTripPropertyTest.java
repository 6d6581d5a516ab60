package io.lamella.content.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Digest;
import io.lamella.content.chunk.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PackRoundTripPropertyTest {
  private final MemoryPacks packs = new MemoryPacks();

  @Provide
  Arbitrary<List<byte[]>> chunkSets() {
    return Combinators.combine(Arbitraries.longs(), Arbitraries.integers().between(1, 100_000))
        .as(Samples::mixed)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Property(tries = 100)
  void theVerifierTakesWhatTheWriterWrote(
      @ForAll("chunkSets") List<byte[]> chunks, @ForAll Random random) throws IOException {
    // Given
    MemoryPacks.Written pack = packs.add(chunks);
    PackVerifier verifier = new PackVerifier(pack.ref().id());

    // When
    for (int at = 0; at < pack.bytes().length; ) {
      int length = Math.min(1 + random.nextInt(50_000), pack.bytes().length - at);
      verifier.feed(ByteBuffer.wrap(pack.bytes(), at, length));
      at += length;
    }
    PackIndex index = verifier.finish();

    // Then
    assertThat(index.slots()).isEqualTo(pack.index().slots());
    assertThat(index.id()).isEqualTo(pack.ref().id());
    assertThat(index.packLength()).isEqualTo(pack.bytes().length);
    assertThat(index.slots().stream().map(Slot::chunk))
        .containsExactlyElementsOf(chunks.stream().map(Digest::of).toList());
  }

  @Property(tries = 100)
  void anyRunOfSlotsReadsAsItsChunks(
      @ForAll("chunkSets") List<byte[]> chunks, @ForAll Random random) throws IOException {
    // Given
    MemoryPacks.Written pack = packs.add(chunks);
    int first = random.nextInt(chunks.size());
    int count = 1 + random.nextInt(chunks.size() - first);

    // When
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    new ExtentReader(packs)
        .read(pack.extent(first, count), chunk -> MemoryPacks.drain(chunk, read));

    // Then
    assertThat(read.toByteArray()).isEqualTo(joined(chunks.subList(first, first + count).stream()));
  }

  @Property(tries = 100)
  void anyRangeOfExtentsStreamsAsItsBytes(
      @ForAll("chunkSets") List<byte[]> chunks, @ForAll Random random) throws IOException {
    // Given
    MemoryPacks.Written pack = packs.add(chunks);
    int cut = random.nextInt(chunks.size() + 1);
    List<Extent> extents =
        cut == 0 || cut == chunks.size()
            ? List.of(pack.extent(0, chunks.size()))
            : List.of(pack.extent(cut, chunks.size() - cut), pack.extent(0, cut));
    byte[] whole =
        joined(
            Stream.concat(
                chunks.subList(cut % chunks.size(), chunks.size()).stream(),
                chunks.subList(0, cut % chunks.size()).stream()));
    int from = random.nextInt(whole.length + 1);
    int length = random.nextInt(whole.length - from + 1);

    // When
    byte[] read;
    try (var in = new ExtentReader(packs).stream(extents, from, length)) {
      read = in.readAllBytes();
    }

    // Then
    assertThat(read).isEqualTo(java.util.Arrays.copyOfRange(whole, from, from + length));
  }

  @Property(tries = 50)
  void theIndexIsReadFromTheEndAndFoundAgainWithoutIt(
      @ForAll("chunkSets") List<byte[]> chunks, @ForAll Random random) throws IOException {
    // Given
    MemoryPacks.Written pack = packs.add(chunks);
    int tail = PackIndex.tailLength(chunks.size());
    int kept = pack.bytes().length - random.nextInt(tail + 1);

    // When
    PackIndex read = PackIndex.read(packs, pack.ref(), pack.bytes().length);
    PackIndex recovered = PackIndex.recover(new ByteArrayInputStream(pack.bytes(), 0, kept));

    // Then
    assertThat(read.slots()).isEqualTo(pack.index().slots());
    assertThat(recovered.slots()).isEqualTo(pack.index().slots());
    assertThat(recovered.id()).isEqualTo(pack.ref().id());
    assertThat(recovered.packLength()).isEqualTo(pack.bytes().length);
  }

  private static byte[] joined(Stream<byte[]> chunks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    chunks.forEach(out::writeBytes);
    return out.toByteArray();
  }
}
