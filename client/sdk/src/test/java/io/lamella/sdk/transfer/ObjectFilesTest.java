package io.lamella.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.manifest.Entry;
import io.lamella.sdk.folder.IncompleteException;
import io.lamella.sdk.link.BadLinkException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files become objects elsewhere, and links to these in the draft. */
class ObjectFilesTest {
  @TempDir Path temp;
  private DraftServer server;
  private Path folder;
  private Path place;

  @BeforeEach
  void start() throws IOException {
    server = new DraftServer();
    place = temp.resolve("place");
    folder = Files.createDirectories(temp.resolve("folder"));
    Files.createDirectories(folder.resolve("sub/empty"));
    Files.writeString(folder.resolve("a.txt"), "a");
    Files.writeString(folder.resolve("sub/b.txt"), "bb");
    Files.createSymbolicLink(folder.resolve("sub/link"), Path.of("b.txt"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Transferred add(AddRequest request) throws IOException {
    return add(request, place.toUri().toString(), false);
  }

  private Transferred add(AddRequest request, String to, boolean dryRun) throws IOException {
    return server.objects(temp.resolve("home")).add(request, to, dryRun, TransferProgress.NONE);
  }

  private AddRequest all() {
    return AddRequest.of(List.of(folder.toString()));
  }

  private List<String> entries() {
    return server.entries().stream()
        .map(
            entry ->
                entry.path()
                    + (entry instanceof Entry.Link link
                        ? " -> " + place.relativize(Path.of(URI.create(link.uri())))
                        : " " + entry.getClass().getSimpleName()))
        .toList();
  }

  @Test
  void filesAreLinkedToWhereTheyWerePutAndWhatHasNoContentGoesIntoTheDraft() throws IOException {
    Transferred done = add(all().into("raw"));

    assertThat(done.added()).isEqualTo(4);
    assertThat(done.bytes()).isEqualTo(3);
    assertThat(done.bytesRead()).isEqualTo(3);
    assertThat(done.bytesSent()).isZero();
    assertThat(done.failed()).isEmpty();
    assertThat(entries())
        .containsExactly(
            "raw/a.txt -> raw/a.txt",
            "raw/sub/b.txt -> raw/sub/b.txt",
            "raw/sub/empty Folder",
            "raw/sub/link Symlink");
    assertThat(place.resolve("raw/sub/b.txt")).hasContent("bb");
    assertThat(place.resolve("raw/sub/link")).doesNotExist();
    assertThat(server.packs()).isZero();
  }

  @Test
  void theSameAgainChangesNothing() throws IOException {
    add(all());

    Transferred again = add(all());

    assertThat(again.added() + again.modified() + again.removed()).isZero();
    assertThat(again.unchanged()).isEqualTo(4);
  }

  @Test
  void whatWasCutOffIsGoneOnWith() throws IOException {
    add(all());
    server.forget("sub/b.txt");
    Files.delete(place.resolve("a.txt"));

    Transferred again = add(all());

    assertThat(again.added()).isEqualTo(1);
    assertThat(again.unchanged()).isEqualTo(3);
    assertThat(place.resolve("a.txt")).hasContent("a");
  }

  @Test
  void whatIsInTheWayIsNamedAndTheRestIsIn() throws IOException {
    Files.createDirectories(place);
    Path other = Files.writeString(place.resolve("a.txt"), "x");

    Transferred done = add(all());

    assertThat(done.failed())
        .singleElement()
        .asString()
        .startsWith(other + ": is there already, and is different");
    assertThat(entries())
        .containsExactly("sub/b.txt -> sub/b.txt", "sub/empty Folder", "sub/link Symlink");
    assertThat(other).hasContent("x");
  }

  @Test
  void aFileInTheDraftGivesWayToItsObject() throws IOException {
    server.files(temp.resolve("home"), 1).add(all(), 1, false, TransferProgress.NONE);

    Transferred done = add(all());

    assertThat(done.modified()).isEqualTo(2);
    assertThat(done.unchanged()).isEqualTo(2);
    assertThat(entries()).first().isEqualTo("a.txt -> a.txt");
  }

  @Test
  void aRehearsalCountsAndChangesNothing() throws IOException {
    Transferred would = add(all(), place.toUri().toString(), true);

    assertThat(would.added()).isEqualTo(4);
    assertThat(server.entries()).isEmpty();
    assertThat(place).doesNotExist();
  }

  @Test
  void refusesPlacesInWhatIsPutThereAndPlacesThatCannotBeReached() {
    String inside = folder.resolve("sub").toUri().toString();

    assertThatThrownBy(() -> add(all(), inside, false))
        .isInstanceOf(IncompleteException.class)
        .hasMessageContaining("lies in " + folder);
    assertThatThrownBy(() -> add(all().into("raw"), folder.toUri().toString(), false))
        .isInstanceOf(IncompleteException.class);
    assertThatThrownBy(() -> add(all(), "https://host/x", false))
        .isInstanceOf(BadLinkException.class)
        .hasMessageContaining("files cannot be put there");
    assertThat(server.entries()).isEmpty();
  }

  @Test
  void filesThatLieThereAlreadyAreLinkedTo() throws IOException {
    place = folder;

    Transferred done = add(all());

    assertThat(done.added()).isEqualTo(4);
    assertThat(entries()).first().isEqualTo("a.txt -> a.txt");
  }
}
