package io.lamella.content.localcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lamella.content.localcopy.LocalCopies.Progress;
import io.lamella.content.localcopy.LocalCopies.Settings;
import io.lamella.content.manifest.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names that the file system cannot tell apart. Where none of that kind is at hand, a bind mount
 * makes one file, which has one name, answer to two.
 */
class SameNameTest {
  @TempDir Path temp;
  private TestStore store;
  private LocalCopies copies;
  private Path target;

  @BeforeEach
  void aTarget() throws IOException {
    store = new TestStore(temp.resolve("store"));
    copies = LocalCopies.open(temp.resolve("cache"), Settings.DEFAULT);
    target = Files.createDirectories(temp.resolve("target"));
  }

  @AfterEach
  void unmount() throws IOException {
    Command.succeeds("umount", target.resolve("a").toString());
  }

  @Test
  void aFolderInThePlaceOfAFileIsRefused() throws IOException {
    // Given
    Root root = store.seal(null, new Draft().file("A", "content").file("a/x", "x"));
    Files.writeString(target.resolve("A"), "content");
    makeOne();

    // When, Then
    assertIsRefused(root);
  }

  @Test
  void aSymlinkInThePlaceOfAFileIsRefused() throws IOException {
    // Given
    Root root = store.seal(null, new Draft().file("A", "content").symlink("a", "x"));
    Files.writeString(target.resolve("A"), "content");
    makeOne();

    // When, Then
    assertIsRefused(root);
  }

  @Test
  void aFileInThePlaceOfAFolderIsRefused() throws IOException {
    // Given
    Root root = store.seal(null, new Draft().file("A/x", "content").file("a", "a"));
    Files.createDirectory(target.resolve("A"));
    Files.writeString(target.resolve("A/x"), "content");
    makeOne();

    // When, Then
    assertIsRefused(root);
    assertThat(target.resolve("A/x")).hasContent("content");
  }

  @Test
  void aFileThatReallyHasTwoNamesStays() throws IOException {
    // Given
    Root root = store.seal(null, new Draft().file("A", "content").file("a", "content"));
    overwrite(root);
    Files.delete(target.resolve("a"));
    Files.createLink(target.resolve("a"), target.resolve("A"));

    // When
    overwrite(root);

    // Then
    assertThat(FileState.existing(target.resolve("a")).links()).isEqualTo(2);
    assertThat(target.resolve("A")).hasContent("content");
    assertThat(target.resolve("a")).hasContent("content");
  }

  private void makeOne() throws IOException {
    Path one = target.resolve("A");
    Path two = target.resolve("a");
    if (Files.exists(two)) {
      return;
    }
    if (Files.isDirectory(one)) {
      Files.createDirectory(two);
    } else {
      Files.createFile(two);
    }
    assumeTrue(
        Command.succeeds("mount", "--bind", one.toString(), two.toString()),
        "this file system tells names apart, and mounting is not allowed here");
  }

  private void assertIsRefused(Root root) throws IOException {
    assertThatThrownBy(() -> overwrite(root)).isInstanceOf(SameNameException.class);
    assertThat(target.resolve("A")).exists();
  }

  private void overwrite(Root root) throws IOException {
    copies.writable(TestStore.wanted(root), store, target, true, Progress.NONE);
  }
}
