package io.lamella.content.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.CorruptedException;
import io.lamella.content.Digest;
import io.lamella.content.chunk.Samples;
import io.lamella.content.pack.Forged.FrameFields;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Whatever comes, it is taken or it is a {@link CorruptedException}. */
class PackFuzzPropertyTest {
  private static final Digest ID = Digest.of(new byte[] {1});

  @Property(tries = 1000)
  void randomBytesAreRefused(@ForAll @Size(max = 500) byte[] bytes) throws IOException {
    assertThat(isTaken(ID, bytes)).isFalse();
  }

  @Property(tries = 1000)
  void randomBytesBehindAGoodFrameAreRefused(@ForAll @Size(max = 500) byte[] bytes)
      throws IOException {
    // Given
    Forged forged = new Forged().frame(Samples.noise(1, 100));
    byte[] pack = Arrays.copyOf(forged.pack(), 152 + bytes.length);
    System.arraycopy(bytes, 0, pack, 152, bytes.length);

    // When, Then
    assertThat(isTaken(forged.id(), pack)).isFalse();
  }

  @Property(tries = 1000)
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

  @Property(tries = 1000)
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
