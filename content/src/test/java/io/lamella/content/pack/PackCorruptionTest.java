package io.lamella.content.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.lamella.content.CorruptedException;
import io.lamella.content.chunk.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every way to change one byte of a small pack, and every way to cut it off. */
class PackCorruptionTest {
  private static final List<byte[]> CHUNKS =
      List.of(Samples.text(1, 300), Samples.noise(2, 60), Samples.text(3, 200), new byte[] {7});

  /** Each bit, and all of them. */
  private static final int[] CHANGES = {1, 2, 4, 8, 16, 32, 64, 128, 255};

  private final MemoryPacks packs = new MemoryPacks();
  private MemoryPacks.Written pack;

  @BeforeEach
  void writePack() throws IOException {
    pack = packs.add(CHUNKS);
    assertThat(pack.index().slots().get(0).storedLength()).isLessThan(300);
    assertThat(pack.index().slots().get(1).storedLength()).isEqualTo(60);
  }

  @Test
  void theVerifierFindsEveryChangedByte() {
    for (int at = 0; at < pack.bytes().length; at++) {
      for (int change = 1; change < 256; change++) {
        byte[] damaged = changed(at, change);
        try {
          verify(damaged);
        } catch (CorruptedException e) {
          continue;
        }
        fail("byte " + at + " xor " + change + " was not found");
      }
    }
  }

  @Test
  void theVerifierFindsEveryMissingAndEveryAddedEnd() {
    for (int length = 0; length < pack.bytes().length; length++) {
      byte[] damaged = Arrays.copyOf(pack.bytes(), length);
      assertThatThrownBy(() -> verify(damaged)).isInstanceOf(CorruptedException.class);
    }
    for (int added = 0; added < 256; added++) {
      byte[] damaged = Arrays.copyOf(pack.bytes(), pack.bytes().length + 1);
      damaged[damaged.length - 1] = (byte) added;
      assertThatThrownBy(() -> verify(damaged)).isInstanceOf(CorruptedException.class);
    }
  }

  @Test
  void readersGiveTheRightBytesOrFail() throws IOException {
    byte[] whole = read(pack.extent(0, CHUNKS.size()));
    for (int at = 0; at < pack.bytes().length; at++) {
      for (int change : CHANGES) {
        packs.replace(pack.ref(), changed(at, change));
        try {
          assertThat(read(pack.extent(0, CHUNKS.size()))).isEqualTo(whole);
        } catch (CorruptedException e) {
          assertThat(at).isLessThan((int) pack.extent(0, CHUNKS.size()).end());
        }
      }
    }
  }

  @Test
  void rangesGiveTheRightBytesOrFail() throws IOException {
    List<Extent> extents = List.of(pack.extent(0, CHUNKS.size()));
    byte[] whole = read(extents.get(0));
    byte[] expected = Arrays.copyOfRange(whole, 310, 400);
    for (int at = 0; at < pack.bytes().length; at++) {
      for (int change : CHANGES) {
        packs.replace(pack.ref(), changed(at, change));
        try (var in = new ExtentReader(packs).stream(extents, 310, 90)) {
          assertThat(in.readAllBytes()).isEqualTo(expected);
        } catch (CorruptedException e) {
          assertThat(e).hasMessageContaining("packs/");
        }
      }
    }
  }

  @Test
  void theIndexIsRightOrNotRead() throws IOException {
    for (int at = 0; at < pack.bytes().length; at++) {
      for (int change : CHANGES) {
        packs.replace(pack.ref(), changed(at, change));
        try {
          PackIndex index = PackIndex.read(packs, pack.ref(), pack.bytes().length);
          assertThat(index.slots()).isEqualTo(pack.index().slots());
          assertThat(at).isLessThan((int) pack.extent(0, CHUNKS.size()).end());
        } catch (CorruptedException e) {
          assertThat(e).hasMessageContaining("packs/");
        }
      }
    }
  }

  @Test
  void recoveryFindsAllSlotsBeforeTheDamage() throws IOException {
    List<Slot> slots = pack.index().slots();
    for (int at = slots.get(0).frameLength(); at < pack.bytes().length; at++) {
      // Given
      int damagedByte = at;
      long whole =
          slots.stream().filter(slot -> slot.offset() + slot.frameLength() <= damagedByte).count();

      // When
      PackIndex recovered = PackIndex.recover(new ByteArrayInputStream(changed(at, 0x55)));

      // Then
      assertThat(recovered.slots()).isEqualTo(slots.subList(0, (int) whole));
    }
  }

  private void verify(byte[] bytes) throws CorruptedException {
    PackVerifier verifier = new PackVerifier(pack.ref().id());
    verifier.feed(ByteBuffer.wrap(bytes));
    verifier.finish();
  }

  private byte[] read(Extent extent) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ExtentReader(packs).read(extent, chunk -> MemoryPacks.drain(chunk, out));
    return out.toByteArray();
  }

  private byte[] changed(int at, int change) {
    byte[] bytes = pack.bytes().clone();
    bytes[at] ^= (byte) change;
    return bytes;
  }
}
