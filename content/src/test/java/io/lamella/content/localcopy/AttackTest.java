package io.lamella.content.localcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.Digest;
import io.lamella.content.localcopy.LocalCopies.Progress;
import io.lamella.content.localcopy.LocalCopies.Settings;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing outside the target is touched, whatever lies in it and whatever a version says. */
class AttackTest {
  @TempDir Path temp;
  private Path outside;
  private Path target;
  private TestStore store;
  private LocalCopies copies;

  @BeforeEach
  void somethingPrecious() throws IOException {
    outside = Files.createDirectories(temp.resolve("outside"));
    Files.writeString(outside.resolve("file"), "precious");
    target = Files.createDirectories(temp.resolve("target"));
    store = new TestStore(temp.resolve("store"));
    copies = LocalCopies.open(temp.resolve("cache"), Settings.DEFAULT);
  }

  @Test
  void symlinksInATargetAreReplacedNotFollowed() throws IOException {
    // Given
    Root root =
        store.seal(
            null,
            new Draft()
                .file("folder/file", "new")
                .file("file", "new")
                .folder("hollow")
                .symlink("link", "../outside/file"));
    Files.createSymbolicLink(target.resolve("folder"), outside);
    Files.createSymbolicLink(target.resolve("file"), outside.resolve("file"));
    Files.createSymbolicLink(target.resolve("hollow"), outside);
    Files.createSymbolicLink(target.resolve("stray"), outside);
    Files.createDirectories(target.resolve("link/with/things"));

    // When
    copies.writable(TestStore.wanted(root), store, target, true, Progress.NONE);

    // Then
    assertOutsideIsUntouched();
    assertThat(LocalCopies.verify(TestStore.wanted(root), store, target, false, Progress.NONE))
        .isEmpty();
  }

  @Test
  void linksOfOneVersionDoNotLeadTheNextOneOut() throws IOException {
    // Given
    Root first = store.seal(null, new Draft().symlink("folder", outside.toString()));
    Root second = store.seal(first, new Draft().delete("folder").file("folder/file", "new"));
    Path out = temp.resolve("out");
    copies.writable(TestStore.wanted(first), store, out, false, Progress.NONE);

    // When
    copies.writable(TestStore.wanted(second), store, out, true, Progress.NONE);

    // Then
    assertOutsideIsUntouched();
    assertThat(out.resolve("folder/file")).hasContent("new");
  }

  @Test
  void fileBeneathASymlinkOfTheSameVersionIsRefused() throws IOException {
    // Given
    Path plan = temp.resolve("plan");
    Entry.File beneath = file("link/file", "evil");
    Records.write(
        plan,
        List.of(
            Line.todo(new Entry.Symlink(EntryPath.of("link"), outside.toString())),
            Line.todo(beneath)));

    // When
    FolderMaker.makeAll(plan, target);
    Files.writeString(target.resolve("link/file"), "evil");
    assertThatThrownBy(() -> Symlinks.make(plan, target)).isInstanceOf(IOException.class);

    // Then
    assertOutsideIsUntouched();
    assertThat(Files.isSymbolicLink(target.resolve("link"))).isFalse();
  }

  @Test
  void namesThatCannotBeToldApartAreBothNamed() throws IOException {
    // Given
    Files.writeString(target.resolve("README"), "");

    // When
    IOException refusal = SameNameException.at(target.resolve("ReadMe"));

    // Then
    assertThat(refusal).hasMessageContaining("README").hasMessageContaining("ReadMe");
  }

  @Test
  void folderThatIsThereAlreadyIsAnotherOnesName() throws IOException {
    // Given
    Path plan = temp.resolve("plan");
    Records.write(plan, List.of(Line.todo(file("data/a", "a"))));
    Files.createDirectory(target.resolve("data"));

    // When
    assertThatThrownBy(() -> FolderMaker.makeAll(plan, target))
        // Then
        .isInstanceOf(SameNameException.class);
  }

  private static Entry.File file(String path, String content) {
    return new Entry.File(
        EntryPath.of(path),
        content.length(),
        false,
        Digest.of(content.getBytes()),
        List.of(),
        0,
        0644);
  }

  @Test
  void aNameThatTheFileSystemCannotHoldIsNamedAndNothingIsLeft() throws IOException {
    // Given: a version may have names of up to 4,096 bytes
    String name = "n".repeat(300);
    Root root =
        store.seal(null, new Draft().file("a", "fine").file("b/" + name, "not").file("c", "fine"));
    Path out = temp.resolve("out");

    // When, Then
    assertThatThrownBy(
            () -> copies.writable(TestStore.wanted(root), store, out, false, Progress.NONE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("b/" + name)
        .hasMessageContaining("too long");
    assertThat(out).doesNotExist();
    assertThatThrownBy(
            () -> copies.writable(TestStore.wanted(root), store, target, true, Progress.NONE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("b/" + name);
  }

  private void assertOutsideIsUntouched() throws IOException {
    assertThat(Files.list(outside)).containsExactly(outside.resolve("file"));
    assertThat(outside.resolve("file")).hasContent("precious");
    assertThat(FileState.existing(outside.resolve("file")).mode()).isEqualTo(0644);
  }
}
