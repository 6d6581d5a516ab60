package io.lamella.content.localcopy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.localcopy.LocalCopies.Copied;
import io.lamella.content.localcopy.LocalCopies.Problem;
import io.lamella.content.localcopy.LocalCopies.Progress;
import io.lamella.content.localcopy.LocalCopies.Settings;
import io.lamella.content.manifest.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamageTest {
  @TempDir Path temp;
  private TestStore store;
  private LocalCopies copies;
  private Root root;
  private Path tree;

  @BeforeEach
  void sharedCopy() throws IOException {
    store = new TestStore(temp.resolve("store"));
    copies = LocalCopies.open(temp.resolve("cache"), Settings.DEFAULT);
    root =
        store.seal(
            null,
            new Draft()
                .file("a/one", "content one")
                .file("a/two", "content two")
                .file("b/script", "#!/bin/sh".getBytes(), 0755)
                .folder("hollow")
                .symlink("link", "a/one"));
    tree = get(false).folder();
    store.resetCount();
  }

  @Test
  void sameSizeAndTimeIsStillFoundAndRepaired() throws IOException {
    // Given
    overwriteInPlace("a/one", "CONTENT ONE");

    // When
    Copied copied = get(false);

    // Then
    assertThat(tree.resolve("a/one")).hasContent("content one");
    assertThat(copied.bytesFetched()).isPositive();
    assertThat(copied.notes()).singleElement().asString().contains("1 damaged");
    assertIsMended();
  }

  @Test
  void silentRotIsFoundByVerify() throws IOException {
    // Given
    overwriteInPlace("a/one", "CONTENT ONE");
    recordWhatIsThere();

    // When
    get(true);

    // Then
    assertThat(tree.resolve("a/one")).hasContent("content one");
    assertIsMended();
  }

  @Test
  void touchedFileIsHashedAndNotFetched() throws IOException {
    // Given
    Files.setLastModifiedTime(tree.resolve("a/one"), FileTime.fromMillis(0));
    Files.setPosixFilePermissions(
        tree.resolve("b/script"), PosixFilePermissions.fromString("rw-------"));

    // When
    Copied copied = get(false);

    // Then
    assertThat(copied.bytesFetched()).isZero();
    assertThat(FileState.existing(tree.resolve("b/script")).mode()).isEqualTo(0555);
    assertIsMended();
  }

  @Test
  void whatIsMissingOrOfAnotherKindComesBack() throws IOException {
    // Given
    Path outside = Files.createDirectories(temp.resolve("outside"));
    Files.writeString(outside.resolve("one"), "content one");
    Trees.delete(tree.resolve("a"));
    Files.createSymbolicLink(tree.resolve("a"), outside);
    Files.delete(tree.resolve("b/script"));
    Files.createDirectory(tree.resolve("b/script"));
    Files.delete(tree.resolve("hollow"));
    Files.delete(tree.resolve("link"));
    Files.createSymbolicLink(tree.resolve("link"), Path.of("a/two"));

    // When
    get(false);

    // Then
    assertIsMended();
    assertThat(Files.list(outside)).containsExactly(outside.resolve("one"));
    assertThat(outside.resolve("one")).hasContent("content one");
  }

  @Test
  void strangersAreMovedOutOfTheTree() throws IOException {
    // Given
    Files.writeString(tree.resolve("a/results.csv"), "mine");

    // When
    Copied copied = get(false);

    // Then
    assertThat(tree.resolve("a/results.csv")).doesNotExist();
    assertThat(copied.bytesFetched()).isZero();
    assertThat(Files.list(tree.resolveSibling("stray")))
        .singleElement()
        .satisfies(stray -> assertThat(stray).hasContent("mine"));
    assertIsMended();
  }

  @Test
  void damagedRecordIsMadeAnew() throws IOException {
    // Given
    Path record = tree.resolveSibling("record");
    byte[] bytes = Files.readAllBytes(record);
    bytes[bytes.length / 2]++;
    Files.write(record, bytes);
    overwriteInPlace("a/two", "CONTENT TWO");

    // When
    get(false);

    // Then
    assertThat(tree.resolve("a/two")).hasContent("content two");
    assertIsMended();
  }

  @Test
  void aTreeThatWasRemovedComesBack() throws IOException {
    // Given
    Trees.delete(tree);

    // When
    Copied copied = get(false);

    // Then
    assertThat(copied.folder()).isEqualTo(tree);
    assertIsMended();
  }

  @Test
  void aTreeThatLeadsElsewhereIsMadeAnew() throws IOException {
    // Given
    Path outside = Files.createDirectories(temp.resolve("outside"));
    Trees.delete(tree);
    Files.createSymbolicLink(tree, outside);

    // When
    get(false);

    // Then
    assertIsMended();
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void theTreeOfAVersionWithNothingInItComesBackToo() throws IOException {
    // Given
    root =
        store.seal(
            root, new Draft().delete("a").delete("b").delete("hollow").delete("link"));
    tree = get(false).folder();
    Trees.delete(tree);

    // When
    get(false);

    // Then
    assertThat(tree).isEmptyDirectory();
  }

  @Test
  void aRecordThatIsGoneIsMadeAnew() throws IOException {
    // Given
    Files.delete(tree.resolveSibling("record"));
    overwriteInPlace("a/two", "CONTENT TWO");

    // When
    get(false);

    // Then
    assertThat(tree.resolve("a/two")).hasContent("content two");
    assertIsMended();
  }

  @Test
  void verifyNamesEveryDifference() throws IOException {
    // Given
    Path folder = temp.resolve("out");
    copies.writable(TestStore.wanted(root), store, folder, false, Progress.NONE);
    Files.writeString(folder.resolve("a/one"), "CONTENT ONE");
    Files.delete(folder.resolve("a/two"));
    Files.setPosixFilePermissions(
        folder.resolve("b/script"), PosixFilePermissions.fromString("rw-r--r--"));
    Files.createDirectories(folder.resolve("c/d"));
    Files.writeString(folder.resolve("c/new"), "new");
    Files.delete(folder.resolve("link"));
    Files.writeString(folder.resolve("link"), "no link");
    Files.delete(folder.resolve("hollow"));
    Files.createDirectories(folder.resolve(".lamella"));

    // When
    List<Problem> problems = verify(folder, false);
    List<Problem> bySize = verify(folder, true);

    // Then
    assertThat(problems)
        .extracting(problem -> problem.path() + " " + problem.problem())
        .containsExactly(
            "a/one changed",
            "a/two missing",
            "b/script changed",
            "c/d extra",
            "c/new extra",
            "hollow missing",
            "link changed");
    assertThat(bySize).hasSize(6).noneMatch(problem -> problem.path().equals("a/one"));
  }

  private Copied get(boolean verify) throws IOException {
    return copies.shared(TestStore.wanted(root), store, verify, Progress.NONE);
  }

  private List<Problem> verify(Path folder, boolean sizeOnly) throws IOException {
    return LocalCopies.verify(TestStore.wanted(root), store, folder, sizeOnly, Progress.NONE);
  }

  /** Keeps inode, size and modification time. */
  private void overwriteInPlace(String path, String content) throws IOException {
    Path file = tree.resolve(path);
    FileTime time = Files.getLastModifiedTime(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    Files.setLastModifiedTime(file, time);
  }

  private void recordWhatIsThere() throws IOException {
    List<Line> lines = new ArrayList<>();
    for (Line line : Records.lines(tree.resolveSibling("record"))) {
      Path file = tree.resolve(line.path().toString());
      lines.add(line.stamp() == null ? line : line.with(FileState.existing(file).stamp()));
    }
    Records.write(tree.resolveSibling("record"), lines);
  }

  private void assertIsMended() throws IOException {
    assertThat(verify(tree, false)).isEmpty();
    Records.assertTrue(tree.getParent());
    long before = store.bytesRead();
    get(false);
    assertThat(store.bytesRead()).isEqualTo(before);
  }
}
