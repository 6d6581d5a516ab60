package io.lamella.content.localcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.localcopy.LocalCopies.Copied;
import io.lamella.content.localcopy.LocalCopies.Progress;
import io.lamella.content.localcopy.LocalCopies.Settings;
import io.lamella.content.manifest.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripTest {
  @TempDir static Path storeFolder;
  private static TestStore store;
  private static Root root;

  @TempDir Path temp;
  private LocalCopies copies;

  @BeforeEach
  void emptyCache() throws IOException {
    store.resetCount();
    copies = LocalCopies.open(temp.resolve("cache"), Settings.DEFAULT);
  }

  @BeforeAll
  static void everyKindOfEntry() throws IOException {
    store = new TestStore(storeFolder);
    Draft draft =
        new Draft()
            .file("empty", "")
            .file("text.txt", "hello\n")
            .file("run.sh", "#!/bin/sh\n".getBytes(), 0750)
            .file("big.bin", Bytes.random(20_000_000, 1))
            .file("a b/c'd\"e/line\nbreak.txt", "odd")
            .file("ünï/日本語/naïve-e\u0301.txt", "composed and not")
            .file("a/b/c/d/e/f", "deep")
            .file("a-b", "sorts behind a/b")
            .folder("hollow/inside")
            .symlink("link", "text.txt")
            .symlink("dangling", "../../no//such/place/")
            .symlink("a/up", "..");
    for (int i = 0; i < 3000; i++) {
      draft.file("many/" + i % 7 + "/file-" + i, "content of " + i);
    }
    root = store.seal(null, draft);
  }

  @Test
  void sharedCopyHoldsTheVersionsEntriesAndNothingElse() throws IOException {
    // When
    Copied copied = copies.shared(TestStore.wanted(root), store, false, Progress.NONE);

    // Then
    assertIsTheVersion(copied.folder());
    assertThat(copied.files()).isEqualTo(3008);
    assertThat(copied.bytesFetched()).isEqualTo(store.bytesRead()).isGreaterThan(20_000_000);
    assertThat(copied.notes()).isEmpty();
    assertThat(FileState.existing(copied.folder().resolve("text.txt")).mode()).isEqualTo(0444);
    assertThat(FileState.existing(copied.folder().resolve("run.sh")).mode()).isEqualTo(0555);
    assertThat(
            LocalCopies.verify(
                TestStore.wanted(root), store, copied.folder(), false, Progress.NONE))
        .isEmpty();
  }

  @Test
  void secondGetIsAnsweredWithoutFetching() throws IOException {
    // Given
    copies.shared(TestStore.wanted(root), store, false, Progress.NONE);
    long before = store.bytesRead();

    // When
    Copied again = copies.shared(TestStore.wanted(root), store, false, Progress.NONE);
    Copied verified = copies.shared(TestStore.wanted(root), store, true, Progress.NONE);

    // Then
    assertThat(store.bytesRead()).isEqualTo(before);
    assertThat(again.bytesFetched()).isZero();
    assertThat(again.bytesReused()).isEqualTo(again.bytes());
    assertThat(verified).isEqualTo(again);
  }

  @Test
  void writableCopyGetsModesAndTimesBack() throws IOException {
    // When
    Path target = temp.resolve("out/copy");
    Copied copied = copies.writable(TestStore.wanted(root), store, target, false, Progress.NONE);

    // Then
    assertThat(copied.folder()).isEqualTo(target);
    assertIsTheVersion(target);
    FileState script = FileState.existing(target.resolve("run.sh"));
    assertThat(script.mode()).isEqualTo(0750);
    assertThat(script.stamp().mtimeNanos()).isEqualTo(Draft.MTIME);
    assertThat(Files.list(temp.resolve("out"))).containsExactly(target);
  }

  @Test
  void emptyFolderIsFilledFromInside() throws IOException {
    // Given
    Path target = Files.createDirectories(temp.resolve("out"));
    Object key = Files.getAttribute(target, "unix:ino");

    // When
    copies.writable(TestStore.wanted(root), store, target, false, Progress.NONE);

    // Then
    assertIsTheVersion(target);
    assertThat(Files.getAttribute(target, "unix:ino")).isEqualTo(key);
  }

  @Test
  void emptyFoldersOfAWritableCopyGetTheirModesBack() throws IOException {
    // Given
    Root before = store.seal(null, new Draft().folder("open", 0777).folder("in/closed", 0700));
    Root after = store.seal(null, new Draft().folder("open", 0750).folder("new", 0500));
    Path beside = temp.resolve("beside");
    Path inside = Files.createDirectories(temp.resolve("inside"));

    // When
    copies.writable(TestStore.wanted(before), store, beside, false, Progress.NONE);
    copies.writable(TestStore.wanted(before), store, inside, false, Progress.NONE);

    // Then
    for (Path folder : List.of(beside, inside)) {
      assertThat(FileState.existing(folder.resolve("open")).mode()).isEqualTo(0777);
      assertThat(FileState.existing(folder.resolve("in/closed")).mode()).isEqualTo(0700);
    }

    // When
    copies.writable(TestStore.wanted(after), store, beside, true, Progress.NONE);

    // Then
    assertThat(FileState.existing(beside.resolve("open")).mode()).isEqualTo(0750);
    assertThat(FileState.existing(beside.resolve("new")).mode()).isEqualTo(0700);
  }

  @Test
  void folderThatHoldsSomethingIsLeftAlone() throws IOException {
    // Given
    Path target = Files.createDirectories(temp.resolve("out"));
    Files.writeString(target.resolve("mine"), "mine");

    // When
    assertThatThrownBy(
            () -> copies.writable(TestStore.wanted(root), store, target, false, Progress.NONE))
        .isInstanceOf(FolderNotEmptyException.class)
        .hasMessageContaining(target.toString());

    // Then
    assertThat(Files.list(target)).containsExactly(target.resolve("mine"));
    assertThat(target.resolve("mine")).hasContent("mine");
  }

  @Test
  void prefixIsThatPartOnly() throws IOException {
    // When
    Copied part = copies.shared(TestStore.wanted(root, "many/3"), store, false, Progress.NONE);
    Copied file = copies.shared(TestStore.wanted(root, "text.txt"), store, false, Progress.NONE);

    // Then
    assertThat(Files.list(part.folder())).containsExactly(part.folder().resolve("many"));
    assertThat(Files.list(part.folder().resolve("many"))).hasSize(1);
    assertThat(part.files()).isEqualTo(429);
    assertThat(part.bytesFetched()).isLessThan(2_000_000);
    assertThat(file.folder().resolve("text.txt")).hasContent("hello\n");
    assertThat(file.files()).isEqualTo(1);
  }

  @Test
  void progressAddsUp() throws IOException {
    // Given
    AtomicLong files = new AtomicLong();
    AtomicLong written = new AtomicLong();
    AtomicLong fetched = new AtomicLong();
    TreeMap<String, Long> totals = new TreeMap<>();
    Progress progress =
        new Progress() {
          @Override
          public void begin(long allFiles, long allBytes) {
            totals.put("files", allFiles);
            totals.put("bytes", allBytes);
          }

          @Override
          public void advance(long moreFiles, long moreWritten, long moreFetched) {
            files.addAndGet(moreFiles);
            written.addAndGet(moreWritten);
            fetched.addAndGet(moreFetched);
          }
        };

    // When
    Copied copied = copies.shared(TestStore.wanted(root), store, false, progress);

    // Then
    assertThat(totals).containsEntry("files", files.get()).containsEntry("bytes", written.get());
    assertThat(fetched.get()).isEqualTo(copied.bytesFetched());
  }

  private void assertIsTheVersion(Path folder) throws IOException {
    assertThat(folder.resolve("empty")).isEmptyFile();
    assertThat(folder.resolve("text.txt")).hasContent("hello\n");
    assertThat(folder.resolve("big.bin")).hasBinaryContent(Bytes.random(20_000_000, 1));
    assertThat(folder.resolve("a b/c'd\"e/line\nbreak.txt")).hasContent("odd");
    assertThat(folder.resolve("ünï/日本語/naïve-e\u0301.txt")).hasContent("composed and not");
    assertThat(folder.resolve("a/b/c/d/e/f")).hasContent("deep");
    assertThat(folder.resolve("hollow/inside")).isEmptyDirectory();
    assertThat(Files.isExecutable(folder.resolve("run.sh"))).isTrue();
    assertThat(Files.readSymbolicLink(folder.resolve("link"))).hasToString("text.txt");
    assertThat(Files.readSymbolicLink(folder.resolve("dangling")))
        .hasToString("../../no//such/place/");
    assertThat(Files.readSymbolicLink(folder.resolve("a/up"))).hasToString("..");
    for (int i = 0; i < 3000; i += 17) {
      assertThat(folder.resolve("many/" + i % 7 + "/file-" + i)).hasContent("content of " + i);
    }
    try (var all = Files.walk(folder)) {
      assertThat(all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)))
          .hasSize(3011);
    }
  }
}
