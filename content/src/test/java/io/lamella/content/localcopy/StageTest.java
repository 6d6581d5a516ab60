package io.lamella.content.localcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lamella.content.localcopy.LocalCopies.Progress;
import io.lamella.content.localcopy.LocalCopies.Settings;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Root;
import io.lamella.content.pack.PackSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writable copies in folders in which others made theirs. */
class StageTest {
  @TempDir Path temp;
  private Path parent;
  private TestStore store;
  private LocalCopies copies;
  private Root root;

  @BeforeEach
  void aVersionOfTwentyFiles() throws IOException {
    parent = Files.createDirectories(temp.resolve("parent"));
    store = new TestStore(temp.resolve("store"));
    copies = LocalCopies.open(temp.resolve("cache"), Settings.DEFAULT);
    Draft draft = new Draft();
    for (int i = 0; i < 20; i++) {
      draft.file("file-" + i, "content " + i);
    }
    root = store.seal(null, draft);
  }

  @Test
  void whatADeadMakerLeftInTheParentGoes() throws IOException {
    // Given
    Path dead = stage("dead");
    Files.createFile(dead.resolve("lock"));
    Path older = stage("older");
    Files.setLastModifiedTime(older, FileTime.from(Instant.now().minus(Duration.ofHours(1))));

    // When
    get(parent.resolve("out"));

    // Then
    assertThat(parent).isDirectoryNotContaining(path -> !path.endsWith("out"));
  }

  @Test
  void aStageThatWasJustMadeIsNotTakenForADeadOnes() throws IOException {
    // Given
    Path young = stage("young");

    // When
    get(parent.resolve("out"));

    // Then
    assertThat(young).isDirectory();
  }

  @Test
  void aStageThatCannotBeLockedIsLeftAlone() throws IOException {
    // Given
    Path odd = stage("odd");
    Files.createDirectory(odd.resolve("lock"));

    // When
    get(parent.resolve("out"));

    // Then
    assertThat(odd).isDirectory();
    assertThat(parent.resolve("out/file-1")).hasContent("content 1");
  }

  @Test
  void aStageOfAnotherUserIsLeftAlone() throws IOException {
    // Given
    Path foreign = stage("foreign");
    Files.createFile(foreign.resolve("lock"));
    try {
      Files.setAttribute(foreign, "unix:uid", 12_345);
    } catch (IOException e) {
      assumeTrue(false, "only root can make a folder of another user: " + e);
    }

    // When
    get(parent.resolve("out"));

    // Then
    assertThat(foreign).isDirectory();
  }

  @Test
  void nothingBesideTheTargetIsTakenBack() throws IOException {
    // Given
    Path precious = Files.writeString(parent.resolve("precious"), "precious");
    Path planted = stage("planted");
    Files.createFile(planted.resolve("lock"));
    Files.createFile(planted.resolve("moving"));
    Entry.Symlink named = new Entry.Symlink(EntryPath.of("precious"), "x");
    Records.write(planted.resolve("record"), List.of(Line.todo(named)));

    // When
    get(parent.resolve("out"));

    // Then
    assertThat(precious).hasContent("precious");
  }

  @Test
  void anErrorWhileTheTreeMovesInTakesItBack() throws IOException {
    // Given
    Path target = Files.createDirectories(temp.resolve("target"));
    Path obstacle = target.resolve(lastToBeMoved());
    PackSource intruder =
        (pack, offset, length) -> {
          Files.writeString(obstacle, "somebody else's");
          return store.open(pack, offset, length);
        };

    // When, Then
    assertThatThrownBy(
            () ->
                copies.writable(TestStore.wanted(root), intruder, target, false, Progress.NONE))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(Files.list(target)).containsExactly(obstacle);
    assertThat(obstacle).hasContent("somebody else's");
  }

  @Test
  void entriesInPlacesOfTheClientsOwnAreNotWritten() throws IOException {
    // Given
    Root evil =
        store.seal(
            root,
            new Draft()
                .file(".lamella/version", "evil")
                .file(".lamella-tmp-1/lock", "evil")
                .file("deeper/.lamella/version", "fine"));
    Path target = Files.createDirectories(temp.resolve("target"));
    Files.createDirectories(target.resolve(".lamella"));
    Files.writeString(target.resolve(".lamella/version"), "mine");

    // When
    copies.writable(TestStore.wanted(evil), store, target, true, Progress.NONE);

    // Then
    assertThat(target.resolve(".lamella/version")).hasContent("mine");
    assertThat(target.resolve(".lamella-tmp-1")).doesNotExist();
    assertThat(target.resolve("deeper/.lamella/version")).hasContent("fine");
    assertThat(LocalCopies.verify(TestStore.wanted(evil), store, target, false, Progress.NONE))
        .isEmpty();
  }

  private String lastToBeMoved() throws IOException {
    Path other = temp.resolve("other");
    get(other);
    List<String> names = Trees.names(other);
    return names.get(names.size() - 1);
  }

  private Path stage(String name) throws IOException {
    return Files.createDirectory(parent.resolve(".lamella-tmp-" + name));
  }

  private void get(Path target) throws IOException {
    copies.writable(TestStore.wanted(root), store, target, false, Progress.NONE);
  }
}
