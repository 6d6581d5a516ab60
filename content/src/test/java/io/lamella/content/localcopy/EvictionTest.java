package io.lamella.content.localcopy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.localcopy.LocalCopies.Cached;
import io.lamella.content.localcopy.LocalCopies.Copied;
import io.lamella.content.localcopy.LocalCopies.Progress;
import io.lamella.content.localcopy.LocalCopies.Settings;
import io.lamella.content.manifest.Root;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvictionTest {
  private static final Duration DAY = Duration.ofHours(24);

  @TempDir Path temp;
  private TestStore store;
  private final List<Root> roots = new ArrayList<>();

  @BeforeEach
  void fourVersionsWithNothingInCommon() throws IOException {
    store = new TestStore(temp.resolve("store"));
    for (int i = 0; i < 4; i++) {
      roots.add(store.seal(null, new Draft().file("file-" + i, Bytes.random(1000, i))));
    }
  }

  @Test
  void leastRecentlyUsedGoesFirst() throws IOException {
    // Given
    LocalCopies copies = open(2500, Duration.ZERO);
    get(copies, 0);
    get(copies, 1);
    age(0, 1);
    age(1, 2);

    // When
    get(copies, 2);
    Copied last = get(copies, 0);

    // Then
    assertThat(copies.list()).extracting(Cached::id).containsExactly(id(2), id(0));
    assertThat(last.bytesFetched()).isZero();
    assertThat(last.notes()).isEmpty();
  }

  @Test
  void inUsePinnedAndGivenOutTodayStay() throws Exception {
    // Given
    LocalCopies copies = open(1, DAY);
    for (int i = 0; i < 3; i++) {
      get(copies, i);
    }
    age(0, 48);
    age(1, 48);
    copies.pin(id(0), true);
    try (AutoCloseable lease = copies.lease(id(1)).orElseThrow()) {
      age(1, 48);

      // When
      Copied copied = get(copies, 3);

      // Then
      assertThat(copies.list()).hasSize(4);
      assertThat(copied.notes()).singleElement().asString().contains("4000 bytes", "bound of 1");
      assertThat(copies.list())
          .filteredOn(Cached::inUse)
          .extracting(Cached::id)
          .containsExactly(id(1));
      assertThat(copies.prune(0, true)).extracting(Cached::id).containsExactly(id(2), id(3));
    }

    // When
    copies.pin(id(0), false);
    List<Cached> removed = copies.prune(0, false);

    // Then
    assertThat(removed).extracting(Cached::id).containsExactlyInAnyOrder(id(0), id(1));
    assertThat(copies.list()).isEmpty();
    assertThat(Files.list(temp.resolve("cache/copies"))).isEmpty();
    assertThat(Files.list(temp.resolve("cache/tmp"))).isEmpty();
    assertThat(Files.list(temp.resolve("cache/locks"))).isEmpty();
    assertThat(copies.lease(id(0))).isEmpty();
    assertThat(copies.pin(id(0), true)).isFalse();
    assertThat(copies.lease("../../etc")).isEmpty();
  }

  @Test
  void leaseOfAnotherProcessHolds() throws Exception {
    // Given
    LocalCopies copies = open(1, DAY);
    get(copies, 0);
    try (ChildJvm child = ChildJvm.lease(temp.resolve("cache"), id(0))) {
      child.await("leased");

      // When
      List<Cached> removed = copies.prune(0, true);

      // Then
      assertThat(removed).isEmpty();
      assertThat(copies.list()).singleElement().matches(Cached::inUse);

      // When
      child.kill();

      // Then
      assertThat(copies.prune(0, true)).extracting(Cached::id).containsExactly(id(0));
    }
  }

  @Test
  void listingGetsInNobodysWay() throws Exception {
    // Given
    LocalCopies copies = open(1, DAY);
    get(copies, 0);
    AtomicBoolean ended = new AtomicBoolean();
    Thread lister =
        new Thread(
            () -> {
              while (!ended.get()) {
                try {
                  copies.list();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });
    lister.start();

    // When, Then
    try {
      for (int i = 0; i < 300; i++) {
        get(copies, 1);
        assertThat(copies.remove(id(1))).isTrue();
      }
    } finally {
      ended.set(true);
      lister.join();
    }
  }

  @Test
  void whatIsNoCopyBreaksNothingAndIsPruned() throws Exception {
    // Given
    LocalCopies copies = open(1 << 20, DAY);
    get(copies, 0);
    get(copies, 1);
    get(copies, 2);
    Files.writeString(temp.resolve("cache/copies/.DS_Store"), "x");
    Files.write(temp.resolve("cache/copies").resolve(id(0)).resolve("info"), new byte[] {-1, -2});
    Trees.delete(temp.resolve("cache/copies").resolve(id(1)));
    Files.writeString(temp.resolve("cache/copies").resolve(id(1)), "x");
    Files.write(temp.resolve("cache/targets/x.folder"), new byte[] {-1, -2});
    assertThat(copies.list()).extracting(Cached::id).containsExactly(id(2));

    // When
    get(copies, 3);

    // Then
    assertThat(Trees.names(temp.resolve("cache/copies")))
        .containsExactlyInAnyOrder(".DS_Store", id(2), id(3));
    assertThat(get(copies, 0).folder().resolve("file-0")).hasBinaryContent(Bytes.random(1000, 0));
    assertThat(copies.remove(id(1))).isTrue();
    assertThat(copies.remove("../copies")).isTrue();
  }

  private LocalCopies open(long bytes, Duration keep) throws IOException {
    return LocalCopies.open(temp.resolve("cache"), new Settings(bytes, keep));
  }

  private Copied get(LocalCopies copies, int number) throws IOException {
    return copies.shared(TestStore.wanted(roots.get(number)), store, false, Progress.NONE);
  }

  private String id(int number) {
    return LocalCopies.id(TestStore.wanted(roots.get(number)));
  }

  private void age(int number, int hours) throws IOException {
    Files.setLastModifiedTime(
        temp.resolve("cache/copies").resolve(id(number)).resolve("used"),
        FileTime.from(Instant.now().minus(Duration.ofHours(hours))));
  }
}
