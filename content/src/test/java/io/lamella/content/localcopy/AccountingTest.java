package io.lamella.content.localcopy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.localcopy.LocalCopies.Copied;
import io.lamella.content.localcopy.LocalCopies.Progress;
import io.lamella.content.localcopy.LocalCopies.Settings;
import io.lamella.content.manifest.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes that are counted are those that the copies take on disk. */
class AccountingTest {
  @TempDir Path temp;
  private TestStore store;
  private LocalCopies copies;
  private Layout layout;
  private Root first;
  private Root second;
  private Root third;

  @BeforeEach
  void threeVersionsThatShareFiles() throws IOException {
    store = new TestStore(temp.resolve("store"));
    copies = LocalCopies.open(temp.resolve("cache"), Settings.DEFAULT);
    layout = Layout.of(temp.resolve("cache"));
    first =
        store.seal(
            null,
            new Draft()
                .file("a", Bytes.random(10_000, 1))
                .file("b", Bytes.random(20_000, 2))
                .file("c", Bytes.random(40_000, 3)));
    second = store.seal(first, new Draft().delete("c").file("d", Bytes.random(80_000, 4)));
    third = store.seal(first, new Draft().delete("a").file("e", Bytes.random(160_000, 5)));
    get(first);
    get(second);
    get(third);
    assertIsTrue();
  }

  @Test
  void bytesThatOthersKeepAreCountedWithOneOfThem() throws IOException {
    for (Root root : new Root[] {first, third, second}) {
      // When
      assertThat(copies.remove(id(root))).isTrue();

      // Then
      assertIsTrue();
    }
    assertThat(new Inventory(layout).bytesOnDisk()).isZero();
  }

  @Test
  void aCopyStaysWhileNobodyCanBeToldOfItsBytes() throws IOException {
    try (OsLock two = OsLock.exclusive(layout.makeLock(id(second)));
        OsLock three = OsLock.exclusive(layout.makeLock(id(third)))) {
      // When
      assertThat(copies.remove(id(first))).isFalse();

      // Then
      assertIsTrue();
    }
    assertThat(copies.remove(id(first))).isTrue();
    assertIsTrue();
  }

  @Test
  void bytesOfAFileGoToWhomCanBeToldOfThem() throws IOException {
    // Given
    copies.remove(id(second));
    Root unlike = store.seal(first, new Draft().delete("c").delete("b"));
    get(unlike);

    // When
    try (OsLock busy = OsLock.exclusive(layout.makeLock(id(third)))) {
      assertThat(copies.remove(id(first))).isTrue();
    }

    // Then
    assertIsTrue();
    copies.remove(id(third));
    assertIsTrue();
  }

  @Test
  void aMendedFileIsNotSharedAnyMore() throws IOException {
    // Given
    damage(first, "b");

    // When
    Copied mended = get(first);

    // Then
    assertThat(mended.bytesReused()).isEqualTo(50_000);
    assertIsTrue();
    get(second);
    assertIsTrue();
    get(third);
    assertIsTrue();
  }

  @Test
  void aTreeThatWasRemovedCountsAgainWhatOthersKept() throws IOException {
    for (int i = 0; i < 3; i++) {
      // Given
      Trees.delete(layout.tree(id(first)));

      // When
      get(first);

      // Then
      assertIsTrue();
    }
  }

  private Copied get(Root root) throws IOException {
    return copies.shared(TestStore.wanted(root), store, false, Progress.NONE);
  }

  private static String id(Root root) {
    return LocalCopies.id(TestStore.wanted(root));
  }

  private void damage(Root root, String path) throws IOException {
    Path file = layout.tree(id(root)).resolve(path);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    byte[] bytes = Files.readAllBytes(file);
    bytes[0]++;
    Files.write(file, bytes);
  }

  private void assertIsTrue() throws IOException {
    Map<Long, Long> sizes = new HashMap<>();
    for (String id : Trees.names(layout.copies())) {
      try (Stream<Path> files = Files.walk(layout.tree(id))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Stamp stamp = FileState.existing(file).stamp();
          sizes.put(stamp.inode(), stamp.size());
        }
      }
    }
    long bytes = sizes.values().stream().mapToLong(Long::longValue).sum();
    assertThat(new Inventory(layout).bytesOnDisk()).isEqualTo(bytes);
  }
}
