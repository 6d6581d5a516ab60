package io.lamella.content.localcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lamella.content.Digest;
import io.lamella.content.localcopy.LocalCopies.Copied;
import io.lamella.content.localcopy.LocalCopies.Progress;
import io.lamella.content.localcopy.LocalCopies.Settings;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Root;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies on this machine is shared as the file system can, else copied. */
class PlacingTest {
  /** More names than ext4 and btrfs let a file have. */
  private static final int MANY_NAMES = 70_000;

  private static final int LARGE = 2_000_000;

  @TempDir Path temp;
  private TestStore store;
  private LocalCopies copies;
  private Root first;
  private Root second;

  @BeforeEach
  void twoVersionsWithTwoFilesInCommon() throws IOException {
    store = new TestStore(temp.resolve("store"));
    copies = LocalCopies.open(temp.resolve("cache"), Settings.DEFAULT);
    Draft draft = new Draft().file("small", "small").file("large", Bytes.random(LARGE, 1));
    first = store.seal(null, draft);
    second = store.seal(first, new Draft().file("new", "new"));
  }

  @Test
  void aFileThatCanHaveNoMoreNamesIsCopied() throws IOException {
    // Given
    Path small = shared(first).folder().resolve("small");
    Path names = Files.createDirectory(temp.resolve("names"));
    boolean isFull = false;
    for (int i = 0; i < MANY_NAMES && !isFull; i++) {
      try {
        Files.createLink(names.resolve(Integer.toString(i)), small);
      } catch (FileSystemException e) {
        isFull = true;
      }
    }
    assumeTrue(isFull, "this file system lets a file have more than " + MANY_NAMES + " names");

    // When
    Copied copied = shared(second);

    // Then
    Path copy = copied.folder().resolve("small");
    assertThat(copy).hasContent("small");
    assertThat(FileState.existing(copy).links()).isEqualTo(1);
    assertThat(copied.bytesReused()).isEqualTo(LARGE + 5);
  }

  @Test
  void aFileOfAnotherFileSystemIsCopied() throws IOException {
    // Given
    Path memory = Path.of("/dev/shm");
    assumeTrue(
        Files.isWritable(memory)
            && !Files.getFileStore(memory).name().equals(Files.getFileStore(temp).name()),
        "there is no second file system at hand: /dev/shm is none");
    Path elsewhere = Files.createTempDirectory(memory, "lamella-test-");
    try {
      Entry.File file =
          new Entry.File(
              EntryPath.of("file"),
              7,
              false,
              Digest.of("content".getBytes()),
              List.of(),
              Draft.MTIME,
              0644);
      Files.writeString(elsewhere.resolve("file"), "content");
      Use.SHARED.apply(elsewhere.resolve("file"), file);
      Path record = elsewhere.resolve("record");
      Stamp stamp = FileState.existing(elsewhere.resolve("file")).stamp();
      Records.write(record, List.of(new Line(file, stamp, false)));
      Info info = new Info("version", null, null, 1, 7, 7, 0, "family", new Sketch());
      Base base = new Base("id", elsewhere, record, info, null);
      Path plan = temp.resolve("plan");
      Records.write(plan, List.of(Line.todo(file)));
      Path tree = Files.createDirectory(temp.resolve("tree"));

      try (Work work = Work.begin(store, LinkSource.NONE, Progress.NONE);
          Family family = new Family(Layout.of(temp.resolve("cache")), info.family(), null, temp)) {
        // When
        Reusing reusing = new Reusing(base, tree, Use.SHARED, work, family);
        reusing.reuse(plan, temp.resolve("out"));

        // Then
        assertThat(tree.resolve("file")).hasContent("content");
        assertThat(FileState.existing(tree.resolve("file")).mode()).isEqualTo(0444);
        assertThat(reusing.bytes()).isEqualTo(7);
        assertThat(reusing.bytesLinked()).isZero();
        assertThat(Records.lines(temp.resolve("out"))).noneMatch(Line::isTodo);
      }
    } finally {
      Trees.delete(elsewhere);
    }
  }

  @Test
  void aLargeFileIsClonedWhereTheFileSystemCan() throws IOException {
    // Given
    Path large = shared(first).folder().resolve("large");
    assumeTrue(
        Command.succeeds(
            "cp", "--reflink=always", "--", large.toString(), temp.resolve("try").toString()),
        "files cannot be cloned in " + Files.getFileStore(temp).type() + " or by this cp");

    // When
    Copied copied = shared(second);

    // Then
    Path clone = copied.folder().resolve("large");
    assertThat(clone).hasBinaryContent(Bytes.random(LARGE, 1));
    assertThat(FileState.existing(clone).links()).isEqualTo(1);
    assertThat(FileState.existing(clone).mode()).isEqualTo(0444);
    assertThat(FileState.existing(large).links()).isEqualTo(1);
    assertThat(copied.bytesReused()).isEqualTo(LARGE + 5);
  }

  @Test
  void aSmallFileIsLinked() throws IOException {
    // Given
    Path small = shared(first).folder().resolve("small");

    // When
    Copied copied = shared(second);

    // Then
    assertThat(FileState.existing(copied.folder().resolve("small")).stamp().inode())
        .isEqualTo(FileState.existing(small).stamp().inode());
  }

  private Copied shared(Root root) throws IOException {
    return copies.shared(TestStore.wanted(root), store, false, Progress.NONE);
  }
}
