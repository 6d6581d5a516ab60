package io.lamella.upload.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackRef;
import io.lamella.content.store.NoSuchObjectException;
import io.lamella.kit.storage.Storages;
import io.lamella.kit.storage.StoreMeter;
import io.lamella.upload.TestPack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackIndexesTest {
  private static final String DOMAIN = "0123456789abcdef0123456789abcdef";
  private static final int CHUNKS = 8192;

  @TempDir Path store;
  private final PackIndexes indexes =
      new PackIndexes(new Stores(new Storages(Map::of), new StoreMeter(new SimpleMeterRegistry())));
  private final PackIndex index = TestPack.random(CHUNKS, 1).index();

  /**
   * Of as many packs as come: nothing but the indexes themselves can answer, the store is empty.
   */
  @Test
  void keepsTheNewestAsFarAsThereIsRoom() throws IOException {
    List<PackRow> packs = remember(200);

    int kept = 0;
    while (kept < packs.size() && isKept(packs.get(packs.size() - 1 - kept))) {
      kept++;
    }
    assertThat((long) kept * index.memory())
        .isBetween(PackIndexes.BYTES_KEPT - index.memory(), PackIndexes.BYTES_KEPT);
    for (PackRow gone : packs.subList(0, packs.size() - kept)) {
      assertThatThrownBy(() -> indexes.of(gone)).isInstanceOf(NoSuchObjectException.class);
    }
  }

  @Test
  void keepsWhatIsInUseWhileOthersCome() throws IOException {
    PackRow used = row(0);
    indexes.remember(used.pack(), index);

    for (int i = 1; i < 200; i++) {
      indexes.remember(row(i).pack(), index);
      assertThat(indexes.of(used)).isSameAs(index);
    }
  }

  @Test
  void aPackThatComesAgainTakesItsRoomOnce() throws IOException {
    List<PackRow> packs = remember(10);

    for (int i = 0; i < 200; i++) {
      indexes.remember(packs.get(0).pack(), index);
    }

    assertThat(packs).allMatch(this::isKept);
  }

  private List<PackRow> remember(int count) {
    List<PackRow> packs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      packs.add(row(i));
      indexes.remember(packs.get(i).pack(), index);
    }
    return packs;
  }

  private boolean isKept(PackRow pack) {
    try {
      return indexes.of(pack).slots().size() == CHUNKS;
    } catch (IOException e) {
      return false;
    }
  }

  private PackRow row(int generation) {
    return new PackRow(
        generation,
        new PackRef(DOMAIN, index.id(), generation),
        store.toUri().toString(),
        index.packLength(),
        CHUNKS);
  }
}
