package io.lamella.content.localcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lamella.content.localcopy.LocalCopies.Progress;
import io.lamella.content.localcopy.LocalCopies.Settings;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.manifest.Root;
import io.lamella.content.pack.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stored bytes that are gone or changed. */
class DamagedStoreTest {
  @TempDir Path temp;
  private TestStore store;
  private LocalCopies copies;
  private Root root;

  @BeforeEach
  void twoPacksOfFiles() throws IOException {
    store = new TestStore(temp.resolve("store"));
    copies = LocalCopies.open(temp.resolve("cache"), Settings.DEFAULT);
    Draft draft = new Draft().file("large", Bytes.random(9_000_000, 1));
    for (int i = 0; i < 30; i++) {
      draft.file("here/" + i, "content " + i);
    }
    Root first = store.seal(null, draft);
    Draft more = new Draft();
    for (int i = 10; i < 35; i++) {
      more.file("there/" + i, "other content " + i);
    }
    root = store.seal(first, more);
  }

  @Test
  void namesAllThatIsChanged() throws IOException {
    // Given
    damage("large");
    damage("here/7");
    damage("there/20");

    // When
    DamagedFilesException failure = failureOfShared();

    // Then
    assertThat(failure.paths()).containsExactly("here/7", "large", "there/20");
    assertThat(failure).hasMessageContaining("3 files").hasMessageContaining("here/7, large, ");
    assertThat(copies.list()).isEmpty();
  }

  @Test
  void namesAllThatIsGone() throws IOException {
    // Given
    store.objects.delete(extent("there/20").pack().key());

    // When
    DamagedFilesException failure = failureOfShared();

    // Then
    assertThat(failure.paths()).hasSize(25).contains("there/10", "there/34");
    assertThat(failure).hasMessageContaining("there/29 and 5 more");
  }

  @Test
  void leavesATargetAsItWas() throws IOException {
    // Given
    damage("here/7");
    Path target = Files.createDirectories(temp.resolve("target"));
    Files.writeString(target.resolve("mine"), "mine");

    // When
    DamagedFilesException failure =
        catchThrowableOfType(
            DamagedFilesException.class,
            () ->
                copies.writable(TestStore.wanted(root), store, target, true, Progress.NONE));

    // Then
    assertThat(failure.paths()).containsExactly("here/7");
    assertThat(Files.list(target)).containsExactly(target.resolve("mine"));
  }

  @Test
  void whatWasReadIsNotFetchedAgain() throws IOException {
    // Given
    Path pack = file(extent("there/20"));
    byte[] whole = Files.readAllBytes(pack);
    Files.delete(pack);
    failureOfShared();
    Files.write(pack, whole);
    store.resetCount();

    // When
    copies.shared(TestStore.wanted(root), store, false, Progress.NONE);

    // Then
    assertThat(store.bytesRead()).isLessThan(1_000_000);
  }

  private DamagedFilesException failureOfShared() {
    return catchThrowableOfType(
        DamagedFilesException.class,
        () -> copies.shared(TestStore.wanted(root), store, false, Progress.NONE));
  }

  private void damage(String path) throws IOException {
    Extent extent = extent(path);
    try (FileChannel pack = FileChannel.open(file(extent), StandardOpenOption.WRITE)) {
      pack.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), extent.end() - 3);
    }
  }

  private Extent extent(String path) throws IOException {
    Entry entry = new Manifest(store, root).find(EntryPath.of(path)).orElseThrow();
    List<Extent> extents = ((Entry.File) entry).extents();
    return extents.get(extents.size() - 1);
  }

  private Path file(Extent extent) {
    return store.objects.localFile(extent.pack().key()).orElseThrow();
  }
}
