package io.lamella.content.localcopy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.localcopy.LocalCopies.Copied;
import io.lamella.content.localcopy.LocalCopies.Progress;
import io.lamella.content.localcopy.LocalCopies.Settings;
import io.lamella.content.manifest.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NextVersionTest {
  private static final int BIG = 4_000_000;

  /** Not large enough to be cloned, so that it is linked on every file system. */
  private static final int MEDIUM = 1_000_000;

  @TempDir static Path storeFolder;
  private static TestStore store;
  private static Root first;

  @TempDir Path temp;
  private LocalCopies copies;

  @BeforeAll
  static void firstVersion() throws IOException {
    store = new TestStore(storeFolder);
    Draft draft =
        new Draft()
            .file("big.bin", Bytes.random(BIG, 1))
            .file("medium.bin", Bytes.random(MEDIUM, 2))
            .file("run", "run".getBytes(), 0755);
    for (int i = 0; i < 500; i++) {
      draft.file("many/" + i % 5 + "/" + i, "content of " + i);
    }
    first = store.seal(null, draft);
  }

  @BeforeEach
  void emptyCache() throws IOException {
    copies = LocalCopies.open(temp.resolve("cache"), new Settings(50L << 30, Duration.ofHours(24)));
  }

  @Test
  void oneByteInALargeFileFetchesLittle() throws IOException {
    // Given
    byte[] content = Bytes.random(20_000_000, 1);
    Root before = store.seal(null, new Draft().file("big.bin", content));
    content[10_000_000]++;
    Root second = store.seal(before, new Draft().file("big.bin", content));
    shared(before);

    // When
    Copied copied = shared(second);

    // Then
    assertThat(copied.folder().resolve("big.bin")).hasBinaryContent(content);
    assertThat(copied.bytesFetched()).isLessThan(1 << 20);
    assertThat(copied.bytesReused()).isGreaterThan(20_000_000 - (1 << 20));
  }

  @Test
  void scatteredEditsOfAnEditedFileFetchOnlyWhatIsNew() throws IOException {
    // Given
    byte[] content = Bytes.random(BIG, 1);
    Root version = first;
    shared(first);
    for (int edit = 1; edit <= 4; edit++) {
      for (int place = 0; place < 5; place++) {
        content[edit * 150_000 + place * 700_000]++;
      }
      version = store.seal(version, new Draft().file("big.bin", content));

      // When
      Copied copied = shared(version);

      // Then
      assertThat(copied.folder().resolve("big.bin")).hasBinaryContent(content);
      assertThat(copied.bytesFetched()).isLessThan(2 << 20);
    }
    // When
    Copied back = writable(first, temp.resolve("back"), false);

    // Then
    assertThat(back.folder().resolve("big.bin")).hasBinaryContent(Bytes.random(BIG, 1));
    assertThat(back.bytesFetched()).isLessThan(2 << 20);
  }

  @Test
  void unchangedFilesAreLinkedAndRecordsStayTrue() throws IOException {
    // Given
    Root second = store.seal(first, new Draft().file("many/0/0", "other").delete("many/1/1"));
    Root third = store.seal(second, new Draft().file("many/2/2", "other"));
    shared(first);

    // When
    Copied copied = shared(second);
    Copied next = shared(third);

    // Then
    assertThat(copied.bytesFetched()).isLessThan(100_000);
    assertThat(inode(next.folder().resolve("medium.bin")))
        .isEqualTo(inode(copied.folder().resolve("medium.bin")));
    assertThat(copied.folder().resolve("many/0/0")).hasContent("other");
    assertThat(copied.folder().resolve("many/1/1")).doesNotExist();
    Records.assertTrue(copy(first));
    Records.assertTrue(copy(second));
    Records.assertTrue(copy(third));
  }

  @Test
  void removingACopyLeavesWhatOthersShareWithIt() throws IOException {
    // Given
    Root before = store.seal(first, new Draft().delete("big.bin"));
    Root second = store.seal(before, new Draft().file("many/0/0", "other"));
    shared(before);
    shared(second);
    Path used = copy(before).resolve("used");
    Files.setLastModifiedTime(used, FileTime.fromMillis(0));
    long bytes = new Inventory(Layout.of(temp.resolve("cache"))).bytesOnDisk();

    // When
    var removed = copies.prune(0, false);

    // Then
    assertThat(removed).extracting(LocalCopies.Cached::id).containsExactly(id(before));
    assertThat(copy(before)).doesNotExist();
    Records.assertTrue(copy(second));
    assertThat(new Inventory(Layout.of(temp.resolve("cache"))).bytesOnDisk())
        .isEqualTo(bytes - "content of 0".length());
    assertThat(shared(second).bytesFetched()).isZero();
  }

  @Test
  void renameFetchesNothingOfTheContent() throws IOException {
    // Given
    Root second =
        store.seal(
            first,
            new Draft()
                .delete("big.bin")
                .file("moved/large", Bytes.random(BIG, 1))
                .delete("medium.bin")
                .file("moved/medium", Bytes.random(MEDIUM, 2)));
    Copied before = shared(first);
    long inode = inode(before.folder().resolve("medium.bin"));

    // When
    Copied copied = shared(second);
    Copied overwritten = writable(first, temp.resolve("out"), false);
    overwritten = writable(second, temp.resolve("out"), true);

    // Then
    assertThat(copied.bytesFetched()).isLessThan(100_000);
    assertThat(inode(copied.folder().resolve("moved/medium"))).isEqualTo(inode);
    assertThat(overwritten.bytesFetched()).isLessThan(100_000);
    assertThat(temp.resolve("out/moved/large")).hasBinaryContent(Bytes.random(BIG, 1));
    assertThat(temp.resolve("out/big.bin")).doesNotExist();
    Records.assertTrue(copy(first));
    Records.assertTrue(copy(second));
  }

  @Test
  void executableBitMakesAFileOfItsOwn() throws IOException {
    // Given
    Root second = store.seal(first, new Draft().file("run", "run".getBytes(), 0644));
    shared(first);

    // When
    Copied copied = shared(second);

    // Then
    assertThat(FileState.existing(copied.folder().resolve("run")).mode()).isEqualTo(0444);
    assertThat(FileState.existing(copy(first).resolve("tree/run")).mode()).isEqualTo(0555);
  }

  @Test
  void writableCopyComesFromTheSharedOne() throws IOException {
    // Given
    shared(first);

    // When
    Copied copied = writable(first, temp.resolve("out"), false);

    // Then
    assertThat(copied.bytesFetched()).isLessThan(100_000);
    assertThat(copied.bytesReused()).isEqualTo(copied.bytes());
    Files.writeString(temp.resolve("out/many/0/0"), "mine");
    assertThat(copy(first).resolve("tree/many/0/0")).hasContent("content of 0");
  }

  @Test
  void sharedCopyTakesFromAWritableOneWhatIsStillRight() throws IOException {
    // Given
    writable(first, temp.resolve("out"), false);
    Files.write(temp.resolve("out/many/0/0"), "CONTENT OF 0".getBytes());

    // When
    Copied copied = shared(first);

    // Then
    assertThat(copied.bytesFetched()).isLessThan(100_000);
    assertThat(copied.folder().resolve("many/0/0")).hasContent("content of 0");
    assertThat(copied.folder().resolve("big.bin")).hasBinaryContent(Bytes.random(BIG, 1));
    assertThat(FileState.existing(copied.folder().resolve("big.bin")).links()).isEqualTo(1);
  }

  @Test
  void overwriteWritesOnlyWhatDiffers() throws IOException {
    // Given
    byte[] content = Bytes.random(BIG, 1);
    content[5]++;
    Root second =
        store.seal(first, new Draft().file("big.bin", content).delete("many/1/1").folder("new"));
    Path out = temp.resolve("out");
    writable(first, out, false);
    Path same = out.resolve("many/0/0");
    FileState before = FileState.existing(same);
    Files.writeString(out.resolve("many/0/5"), "changed by its owner");
    Files.writeString(out.resolve("many/extra"), "extra");

    // When
    Copied copied = writable(second, out, true);

    // Then
    assertThat(copied.bytesFetched()).isLessThan(1 << 20);
    assertThat(FileState.existing(same)).isEqualTo(before);
    assertThat(LocalCopies.verify(TestStore.wanted(second), store, out, false, Progress.NONE))
        .isEmpty();
  }

  private Copied shared(Root root) throws IOException {
    return copies.shared(TestStore.wanted(root), store, false, Progress.NONE);
  }

  private Copied writable(Root root, Path target, boolean overwrite) throws IOException {
    return copies.writable(TestStore.wanted(root), store, target, overwrite, Progress.NONE);
  }

  private static String id(Root root) {
    return LocalCopies.id(TestStore.wanted(root));
  }

  private Path copy(Root root) {
    return temp.resolve("cache/copies").resolve(id(root));
  }

  private static long inode(Path path) throws IOException {
    return FileState.existing(path).stamp().inode();
  }
}
