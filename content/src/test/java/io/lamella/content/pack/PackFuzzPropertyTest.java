package io.lamella.content.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.CorruptedException;
import io.lamella.content.Digest;
import io.lamella.content.chunk.Samples;
import io.lamella.content.pack.Forged.FrameFields;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/**
 * Whatever comes, it is taken or it is a {@link CorruptedException}. For a long run: {@code
 * -Djqwik.tries.default=1000000}.
 */
class PackFuzzPropertyTest {
  private static final Digest ID = Digest.of(new byte[] {1});

  @Property
  void randomBytesAreRefused(@ForAll @Size(max = 500) byte[] bytes) throws IOException {
    assertThat(isTaken(ID, bytes)).isFalse();
  }

  @Property
  void randomBytesBehindAGoodFrameAreRefused(@ForAll @Size(max = 500) byte[] bytes)
      throws IOException {
    // Given
    Forged forged = new Forged().frame(Samples.noise(1, 100));
    byte[] pack = Arrays.copyOf(forged.pack(), 152 + bytes.length);
    System.arraycopy(bytes, 0, pack, 152, bytes.length);

    // When, Then
    assertThat(isTaken(forged.id(), pack)).isFalse();
  }

  @Property
  void randomPayloadsWithARightCrcAreRefused(
      @ForAll @Size(min = 1, max = 500) byte[] payload, @ForAll Random random) throws IOException {
    // Given
    FrameFields frame = FrameFields.zstd(Samples.text(1, 1000));
    if (random.nextBoolean()) {
      byte[] good = frame.payload.clone();
      good[random.nextInt(good.length)] ^= (byte) (1 + random.nextInt(255));
      frame.payload = good;
    } else {
      frame.payload = payload;
    }
    frame.storedLength = frame.payload.length;
    frame.chunkId = Digest.of(payload).toBytes();
    Forged forged = new Forged().frame(frame);

    // When, Then
    assertThat(isTaken(forged.id(), forged.pack())).isFalse();
  }

  @Property
  void packsWithSeveralChangesAreRefused(@ForAll Random random) throws IOException {
    // Given
    Forged forged =
        new Forged().frame(FrameFields.zstd(Samples.text(1, 900))).frame(Samples.noise(2, 200));
    byte[] pack = forged.pack();
    byte[] changed = pack.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int from = random.nextInt(pack.length);
      int to = random.nextInt(pack.length);
      int length = Math.min(random.nextInt(64), pack.length - Math.max(from, to));
      System.arraycopy(pack, from, changed, to, length);
      changed[random.nextInt(pack.length)] = (byte) random.nextInt();
    }

    // When, Then
    assertThat(isTaken(forged.id(), changed)).isEqualTo(Arrays.equals(pack, changed));
  }

  @Property
  void readersOfAChangedPackGiveTheRightBytesOrFail(@ForAll Random random) throws IOException {
    // Given
    MemoryPacks packs = new MemoryPacks();
    byte[] text = Samples.text(1, 900);
    byte[] noise = Samples.noise(2, 200);
    MemoryPacks.Written pack = packs.add(List.of(text, noise, text));
    byte[] changed = pack.bytes().clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
    }
    int cut = random.nextInt(4) == 0 ? random.nextInt(changed.length) : changed.length;
    packs.replace(pack.ref(), Arrays.copyOf(changed, cut));

    // When, Then
    Extent extent = pack.extent(0, 3);
    assertThat(read(packs, extent).orElse(joined(text, noise, text)))
        .isEqualTo(joined(text, noise, text));
    assertThat(range(packs, extent, 890, 100).orElse(new byte[0]))
        .isIn(new byte[0], Arrays.copyOfRange(joined(text, noise), 890, 990));
    try {
      PackIndex index = PackIndex.read(packs, pack.ref(), cut);
      assertThat(index.slots()).isEqualTo(pack.index().slots());
    } catch (IOException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  @Property
  void anExtentThatLiesIsRefused(@ForAll Random random) throws IOException {
    // Given
    MemoryPacks packs = new MemoryPacks();
    MemoryPacks.Written pack =
        packs.add(List.of(Samples.text(1, 900), Samples.noise(2, 200), Samples.text(3, 100)));
    Extent right = pack.extent(1, 2);
    Extent lie =
        new Extent(
            right.pack(),
            near(random, right.offset()),
            near(random, right.storedLength()),
            near(random, right.rawLength()),
            (int) Math.min(Integer.MAX_VALUE, near(random, 1)),
            (int) Math.max(1, Math.min(Integer.MAX_VALUE, near(random, 2))));

    // When
    Optional<byte[]> read = read(packs, lie);
    Optional<byte[]> range = range(packs, lie, 0, Math.min(50, lie.rawLength()));

    // Then
    byte[] whole = joined(Samples.noise(2, 200), Samples.text(3, 100));
    boolean isTrue =
        lie.offset() == right.offset()
            && lie.storedLength() == right.storedLength()
            && lie.rawLength() == right.rawLength()
            && lie.count() == 2;
    if (isTrue) {
      assertThat(read).contains(whole);
    } else {
      assertThat(read).isEmpty();
    }
    assertThat(range.map(bytes -> bytes.length).orElse(0)).isLessThanOrEqualTo(50);
  }

  /** The number, one next to it, or any. */
  private static long near(Random random, long number) {
    return switch (random.nextInt(8)) {
      case 0 -> number + 1;
      case 1 -> Math.max(0, number - 1);
      case 2 -> random.nextLong() & Long.MAX_VALUE;
      default -> number;
    };
  }

  private static Optional<byte[]> read(MemoryPacks packs, Extent extent) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new ExtentReader(packs).read(extent, chunk -> MemoryPacks.drain(chunk, out));
      return Optional.of(out.toByteArray());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> range(MemoryPacks packs, Extent extent, long from, long length) {
    try (InputStream in = new ExtentReader(packs).stream(List.of(extent), from, length)) {
      return Optional.of(in.readAllBytes());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static byte[] joined(byte[]... chunks) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] chunk : chunks) {
      joined.writeBytes(chunk);
    }
    return joined.toByteArray();
  }

  private static boolean isTaken(Digest id, byte[] bytes) throws IOException {
    try {
      PackIndex.recover(new ByteArrayInputStream(bytes));
    } catch (CorruptedException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
    try {
      PackVerifier verifier = new PackVerifier(id);
      verifier.feed(ByteBuffer.wrap(bytes));
      verifier.finish();
      return true;
    } catch (CorruptedException e) {
      return false;
    }
  }
}
