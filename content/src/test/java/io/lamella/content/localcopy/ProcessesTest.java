package io.lamella.content.localcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.localcopy.LocalCopies.Copied;
import io.lamella.content.localcopy.LocalCopies.Progress;
import io.lamella.content.localcopy.LocalCopies.Settings;
import io.lamella.content.manifest.Root;
import io.lamella.content.pack.PackSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one cache, and processes that die. */
class ProcessesTest {
  /** Reads of packs after which some files are finished and others are not. */
  private static final int HALF_WAY = 8;

  @TempDir static Path storeFolder;
  private static TestStore store;
  private static Root root;

  @TempDir Path temp;
  private Path cache;
  private LocalCopies copies;

  @BeforeAll
  static void tenFilesInPacksOfTheirOwn() throws IOException {
    store = new TestStore(storeFolder);
    Root version = null;
    for (int i = 0; i < 10; i++) {
      version = store.seal(version, new Draft().file("folder/" + i, Bytes.random(300_000, i)));
    }
    root = version;
  }

  @BeforeEach
  void emptyCache() throws IOException {
    cache = temp.resolve("cache");
    copies = LocalCopies.open(cache, Settings.DEFAULT);
  }

  @Test
  void killedMakerLeavesNothingHalfMadeAndTheNextGoesOn() throws Exception {
    // Given
    try (ChildJvm child = ChildJvm.get(cache, storeFolder, root, "", HALF_WAY)) {
      child.await("waiting");

      // When
      child.kill();
    }

    // Then
    assertThat(copies.list()).isEmpty();
    Copied copied = shared(store);
    assertThat(copied.bytesFetched()).isLessThan(3_000_000);
    assertThat(copied.bytesReused()).isPositive();
    assertIsTheVersion(copied.folder());
    assertThat(Files.list(cache.resolve("tmp"))).isEmpty();
    assertThat(Files.list(copied.folder().getParent()).map(Path::getFileName).map(Path::toString))
        .containsExactlyInAnyOrder("tree", "record", "info", "used");
  }

  @Test
  void whatADeadMakerLeftIsClearedByAnotherGet() throws Exception {
    // Given
    Root other = store.seal(null, new Draft().file("other", "other"));
    try (ChildJvm child = ChildJvm.get(cache, storeFolder, root, "", HALF_WAY)) {
      child.await("waiting");
      copies.shared(TestStore.wanted(other), store, true, Progress.NONE);
      assertThat(Files.list(cache.resolve("tmp"))).hasSize(1);
      child.kill();
    }

    // When
    copies.prune(Long.MAX_VALUE, false);

    // Then
    assertThat(Files.list(cache.resolve("tmp"))).isEmpty();
  }

  @Test
  void killedWritableCopyIsClearedByTheNext() throws Exception {
    // Given
    Path target = Files.createDirectories(temp.resolve("target"));
    try (ChildJvm child = ChildJvm.get(cache, storeFolder, root, target.toString(), HALF_WAY)) {
      child.await("waiting");
      child.kill();
    }
    assertThat(Files.list(target)).singleElement().asString().contains(".lamella-tmp-");

    // When
    copies.writable(TestStore.wanted(root), store, target, false, Progress.NONE);

    // Then
    assertIsTheVersion(target);
  }

  @Test
  void twoProcessesShareOneDownload() throws Exception {
    // Given
    try (ChildJvm first = ChildJvm.get(cache, storeFolder, root, "", HALF_WAY)) {
      first.await("waiting");
      try (ChildJvm second = ChildJvm.get(cache, storeFolder, root, "", 0)) {
        second.await("begun");

        // When
        first.goOn();

        // Then
        assertThat(first.await("fetched")).isNotEqualTo("fetched 0");
        assertThat(second.await("fetched")).isEqualTo("fetched 0");
      }
    }
    assertIsTheVersion(cache.resolve("copies").resolve(id()).resolve("tree"));
  }

  @Test
  void interruptStopsCleanlyAndTheNextGoesOn() throws Exception {
    // Given
    CountDownLatch waiting = new CountDownLatch(HALF_WAY);
    PackSource slow =
        (pack, offset, length) -> {
          waiting.countDown();
          return waiting.getCount() > 0 ? store.open(pack, offset, length) : new Stuck();
        };
    FutureTask<Throwable> get =
        new FutureTask<>(
            () -> {
              try {
                shared(slow);
                return null;
              } catch (IOException e) {
                return e;
              }
            });
    Thread thread = new Thread(get);
    thread.start();
    waiting.await();

    // When
    thread.interrupt();

    // Then
    assertThat(get.get()).isInstanceOf(InterruptedIOException.class);
    assertIsTheVersion(shared(store).folder());
  }

  @Test
  void failureOfTheSourceIsToldAndTheNextGoesOn() throws IOException {
    // Given
    CountDownLatch reads = new CountDownLatch(HALF_WAY);
    PackSource broken =
        (pack, offset, length) -> {
          reads.countDown();
          if (reads.getCount() == 0) {
            throw new IOException("the server went away");
          }
          return store.open(pack, offset, length);
        };
    assertThatThrownBy(() -> shared(broken)).hasMessage("the server went away");
    assertThatThrownBy(
            () ->
                copies.writable(
                    TestStore.wanted(root), broken, temp.resolve("out"), false, Progress.NONE))
        .hasMessage("the server went away");
    assertThat(Files.list(temp)).containsExactly(cache);

    // When
    Copied copied = shared(store);

    // Then
    assertIsTheVersion(copied.folder());
    assertThat(copied.bytesReused()).isPositive();
  }

  /** Waits for bytes that never come, but for an interrupt. */
  private static final class Stuck extends InputStream {
    private final CountDownLatch never = new CountDownLatch(1);

    @Override
    public int read() throws IOException {
      try {
        never.await();
        return -1;
      } catch (InterruptedException e) {
        throw new InterruptedIOException("interrupted");
      }
    }
  }

  private Copied shared(PackSource source) throws IOException {
    return copies.shared(TestStore.wanted(root), source, false, Progress.NONE);
  }

  private String id() {
    return LocalCopies.id(TestStore.wanted(root));
  }

  private static void assertIsTheVersion(Path folder) throws IOException {
    assertThat(LocalCopies.verify(TestStore.wanted(root), store, folder, false, Progress.NONE))
        .isEmpty();
    assertThat(Files.list(folder)).containsExactly(folder.resolve("folder"));
  }
}
