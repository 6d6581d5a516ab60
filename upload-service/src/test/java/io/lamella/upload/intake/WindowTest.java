package io.lamella.upload.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Digest;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.KnownChunks.Place;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.Slot;
import io.lamella.upload.TestPack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowTest {
  private static final String DOMAIN = "0123456789abcdef0123456789abcdef";

  private final Window window = new Window();
  private final List<Optional<Place>> places = new ArrayList<>();
  private final Content content = new Content();
  @TempDir Path folder;
  private OpenPack pack;
  private int stored;

  @BeforeEach
  void openPack() throws IOException {
    pack = OpenPack.in(folder);
  }

  @AfterEach
  void closePack() throws IOException {
    pack.close();
  }

  @Test
  void aWholeSmallFileThatIsKnownIsNotStoredAgain() throws IOException {
    known("p", 3, 2);

    assertThat(stored(true)).isZero();
    assertThat(content.extents()).hasSize(1);
    assertThat(content.extents().get(0).firstSlot()).isEqualTo(3);
    assertThat(content.extents().get(0).count()).isEqualTo(2);
  }

  @Test
  void aShortRunBetweenNewChunksIsStoredAgain() throws IOException {
    unknown(1);
    known("p", 0, Window.LONG_RUN - 1);
    unknown(1);

    assertThat(stored(true)).isEqualTo(Window.LONG_RUN + 1);
  }

  @Test
  void aLongRunBetweenNewChunksIsUsed() throws IOException {
    unknown(1);
    known("p", 0, Window.LONG_RUN);
    unknown(1);

    assertThat(stored(true)).isEqualTo(2);
  }

  @Test
  void placesThatAreNotNeighboursAreSeveralRuns() throws IOException {
    known("p", 0, 4);
    known("p", 8, 4);

    assertThat(stored(true)).isEqualTo(8);
  }

  @Test
  void aShortRunThatGoesOnWhereTheFileWasIsUsed() throws IOException {
    known("p", 0, Window.LONG_RUN);
    assertThat(stored(false)).isZero();
    window.clear();
    places.clear();
    known("p", Window.LONG_RUN, 2);
    unknown(1);

    assertThat(stored(false)).isEqualTo(1);
    content.settle(pack, ref("new"), TestPack.of(new byte[] {2}).index());
    assertThat(content.extents()).extracting(Extent::count).containsExactly(Window.LONG_RUN + 2, 1);
  }

  @Test
  void aChunkThatThePackHoldsIsStoredAgainWhereUsingItShredsTheFile() throws IOException {
    unknown(3);
    again(1);
    unknown(3);

    assertThat(stored(true)).isEqualTo(7);
  }

  @Test
  void aWholeSmallFileThatThePackHoldsIsNotStoredAgain() throws IOException {
    unknown(3);

    assertThat(stored(true)).isEqualTo(3);
    assertThat(stored(true)).isZero();
  }

  @Test
  void aLongRunThatThePackHoldsIsUsed() throws IOException {
    unknown(Window.LONG_RUN);
    assertThat(stored(false)).isEqualTo(Window.LONG_RUN);
    unknown(1);

    assertThat(stored(false)).isEqualTo(1);
  }

  private int stored(boolean whole) throws IOException {
    int before = stored;
    window.appendTo(content, places, whole, () -> pack);
    stored = pack.count();
    return stored - before;
  }

  /** The chunk that came at {@code place}, once more. */
  private void again(int place) {
    add(new byte[] {(byte) place}, Optional.empty());
  }

  private void unknown(int count) {
    for (int i = 0; i < count; i++) {
      add(Optional.empty());
    }
  }

  private void known(String pack, int slot, int count) {
    for (int i = slot; i < slot + count; i++) {
      add(Optional.of(new Place(ref(pack), i, new Slot(Digest.EMPTY, i * 62L, 10, 10))));
    }
  }

  private static PackRef ref(String pack) {
    return new PackRef(DOMAIN, Digest.of(pack.getBytes(StandardCharsets.UTF_8)), 0);
  }

  private void add(Optional<Place> place) {
    add(new byte[] {(byte) places.size()}, place);
  }

  private void add(byte[] chunk, Optional<Place> place) {
    window.add(Digest.of(chunk), ByteBuffer.wrap(chunk));
    places.add(place);
  }
}
