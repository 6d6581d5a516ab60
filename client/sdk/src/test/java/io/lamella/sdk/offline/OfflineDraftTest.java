package io.lamella.sdk.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.sdk.NewVersion;
import io.lamella.sdk.remove.Removal;
import io.lamella.sdk.transfer.AddRequest;
import io.lamella.sdk.transfer.Transferred;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfflineDraftTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir Path folder;
  private Path source;
  private OfflineDraft draft;

  @BeforeEach
  void begin() throws IOException {
    source = Files.createDirectories(folder.resolve("source"));
    draft = NewVersion.of("field", "trip").tags("raw").offline(folder.resolve("trip"));
  }

  @Test
  void whatIsAddedIsKeptWhateverBecomesOfTheSource() throws IOException {
    // Given
    Path script = Files.writeString(source.resolve("run.sh"), "#!/bin/sh");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
    Files.setLastModifiedTime(script, LONG_AGO);
    Files.createSymbolicLink(source.resolve("link"), Path.of("run.sh"));
    Files.createDirectory(source.resolve("empty"));

    // When
    Transferred added = add();
    Files.delete(script);

    // Then
    assertThat(added.added()).isEqualTo(3);
    Path kept = draft.files().resolve("run.sh");
    assertThat(kept).hasContent("#!/bin/sh");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rwxr-x---");
    assertThat(Files.getLastModifiedTime(kept)).isEqualTo(LONG_AGO);
    assertThat(Files.readSymbolicLink(draft.files().resolve("link"))).hasToString("run.sh");
    assertThat(draft.files().resolve("empty")).isEmptyDirectory();
    assertThat(draft.size()).isEqualTo(new OfflineDraft.Size(1, 9));
  }

  @Test
  void aLaterAddTakesThePlaceOfWhatIsThere() throws IOException {
    // Given: a file, and a folder of files
    Files.writeString(source.resolve("a"), "a");
    Files.writeString(source.resolve("same"), "same");
    Files.createDirectory(source.resolve("b"));
    Files.writeString(source.resolve("b/deep"), "deep");
    add();

    // When: each becomes the other
    Files.delete(source.resolve("b/deep"));
    Files.delete(source.resolve("b"));
    Files.writeString(source.resolve("b"), "now a file");
    Files.delete(source.resolve("a"));
    Files.createDirectory(source.resolve("a"));
    Files.writeString(source.resolve("a/deep"), "now deep");
    Transferred again = add();

    // Then
    assertThat(draft.files().resolve("b")).hasContent("now a file");
    assertThat(draft.files().resolve("a/deep")).hasContent("now deep");
    assertThat(again.unchanged()).isEqualTo(1);
    assertThat(again.added()).isEqualTo(2);
  }

  @Test
  void whatACutOffAddLeftIsNoPartOfIt() throws IOException {
    Files.writeString(source.resolve("a"), "a");
    add();

    assertThat(draft.folder()).isDirectoryNotContaining("glob:**copying");
    Files.writeString(draft.folder().resolve("copying"), "half a fi");
    add();

    assertThat(draft.size()).isEqualTo(new OfflineDraft.Size(1, 1));
    assertThat(draft.folder()).isDirectoryNotContaining("glob:**copying");
  }

  @Test
  void aFolderThatHoldsItIsNotAdded() throws IOException {
    AddRequest around = AddRequest.of(List.of(folder.toString()));

    assertThatThrownBy(() -> draft.add(around))
        .isInstanceOf(LamellaException.class)
        .hasMessageContaining("move that elsewhere");

    assertThat(draft.size()).isEqualTo(new OfflineDraft.Size(0, 0));
  }

  @Test
  void aChangedFileIsCountedAsModified() throws IOException {
    Files.writeString(source.resolve("a"), "one");
    add();
    Files.writeString(source.resolve("a"), "two");

    Transferred again = add();

    assertThat(again.modified()).isEqualTo(1);
    assertThat(again.added()).isZero();
    assertThat(draft.files().resolve("a")).hasContent("two");
  }

  @Test
  void whatIsRemovedGoesWithTheFoldersThatItLeavesEmpty() throws IOException {
    // Given
    Files.createDirectories(source.resolve("logs/deep"));
    Files.writeString(source.resolve("logs/deep/x.log"), "x");
    Files.writeString(source.resolve("keep.txt"), "keep");
    add();

    // When
    long removed = draft.remove(new Removal.Request(List.of("logs/"), List.of(), true));

    // Then
    assertThat(removed).isEqualTo(1);
    assertThat(draft.files().resolve("logs")).doesNotExist();
    assertThat(draft.files().resolve("keep.txt")).exists();
    assertThat(draft.description().removed()).isEmpty();
  }

  @Test
  void whatIsNotThereCannotBeRemovedUnlessParentsMayHaveIt() throws IOException {
    // Given
    Files.writeString(source.resolve("a.txt"), "a");
    add();
    Removal.Request both = new Removal.Request(List.of("a.txt", "b.txt"), List.of(), true);
    OfflineDraft child =
        NewVersion.of("field", "trip").parents("field/trip@1.0.0").offline(folder.resolve("child"));

    // When
    assertThatThrownBy(() -> draft.remove(both))
        .isInstanceOfSatisfying(
            LamellaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PATH_NOT_FOUND))
        .hasMessageContaining("b.txt")
        .hasMessageNotContaining("a.txt");
    child.remove(both);

    // Then
    assertThat(draft.files().resolve("a.txt")).exists();
    assertThat(OfflineDraft.open(child.folder()).description().removed()).containsExactly(both);
  }

  @Test
  void itIsWhatItWasWhereverItsFolderIsMoved() throws IOException {
    // Given
    Files.writeString(source.resolve("a.txt"), "a");
    add();
    draft.close();

    // When
    Path moved = Files.move(draft.folder(), folder.resolve("stick"));
    OfflineDraft opened = OfflineDraft.open(moved);

    // Then
    assertThat(opened.description()).isEqualTo(draft.description());
    assertThat(opened.description().wish().tags()).containsExactly("raw");
    assertThat(opened.files().resolve("a.txt")).hasContent("a");
    assertThatThrownBy(() -> opened.add(AddRequest.of(List.of(source.toString()))))
        .hasMessageContaining("is closed");
    assertThatThrownBy(() -> opened.remove(new Removal.Request(List.of("a.txt"), List.of(), true)))
        .hasMessageContaining("is closed");
  }

  @Test
  void saysWhatIsWrongWithAFolder() throws IOException {
    Path none = Files.createDirectory(folder.resolve("none"));
    Path broken = Files.createDirectory(folder.resolve("broken"));
    Files.writeString(broken.resolve("offline.json"), "{\"format\": 1, \"id\": 7}");
    Path newer = Files.createDirectory(folder.resolve("newer"));
    Files.writeString(
        newer.resolve("offline.json"),
        Files.readString(draft.folder().resolve("offline.json"))
            .replaceAll("\"format\" : 1", "\"format\" : 2"));

    assertThatThrownBy(() -> OfflineDraft.open(none)).hasMessageContaining("no offline version");
    assertThatThrownBy(() -> OfflineDraft.open(broken)).hasMessageContaining("offline.json");
    assertThatThrownBy(() -> OfflineDraft.open(newer)).hasMessageContaining("has format 2");
    assertThatThrownBy(() -> NewVersion.of("p", "n").offline(source.getParent()))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  private Transferred add() throws IOException {
    Transferred done = draft.add(AddRequest.of(List.of(source.toString())));
    assertThat(done.failed()).isEmpty();
    return done;
  }
}
