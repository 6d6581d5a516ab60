package io.lamella.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.sdk.folder.Selection;
import io.lamella.sdk.folder.Symlinks;
import io.lamella.sdk.home.LamellaHome;
import io.lamella.sdk.server.ServerUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftFilesTest {
  private static final long FIRST_TURN = 1;
  private static final long RESUMED = 4;

  @TempDir Path temp;
  private DraftServer server;
  private Path folder;

  @BeforeEach
  void start() throws IOException {
    server = new DraftServer();
    folder = Files.createDirectories(temp.resolve("folder"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Transferred add(long epoch) throws IOException {
    return server
        .files(temp.resolve("home"), epoch)
        .add(request(), 1, false, TransferProgress.NONE);
  }

  private AddRequest request() {
    return new AddRequest(
        List.of(folder.toString()),
        null,
        null,
        List.of(),
        List.of(),
        true,
        Symlinks.INSIDE,
        false,
        false);
  }

  private List<AddRequest> pending() throws IOException {
    return PendingAdd.of(new LamellaHome(temp.resolve("home")), server.version());
  }

  @Test
  void afterAFailedSealSendsAgainJustWhatIsGone() throws IOException {
    // Given
    Files.writeString(folder.resolve("kept"), "kept");
    add(FIRST_TURN);
    Files.writeString(folder.resolve("lost"), "lost".repeat(100));
    add(FIRST_TURN);
    server.lose("lost");

    // When
    Transferred done = add(RESUMED);

    // Then
    assertThat(done.unchanged()).isEqualTo(2);
    assertThat(done.bytesSent()).isPositive();
    assertThat(server.packs()).isEqualTo(2);
    assertThat(add(RESUMED).bytesSent()).isZero();
  }

  @Test
  void aShortAddAsksForItsPartOfTheDraftOnlyAndHasNothingCounted() throws IOException {
    // Given
    Files.writeString(folder.resolve("a b"), "a");
    Files.writeString(Files.createDirectory(folder.resolve("c")).resolve("d"), "d");

    // When
    add(FIRST_TURN);

    // Then
    assertThat(server.asked())
        .filteredOn(call -> call.startsWith("GET") && call.contains("/changes"))
        .containsExactly(
            "GET /v1/drafts/" + server.version() + "/changes?beneath=a%20b&beneath=c%2Fd");
    assertThat(server.asked()).doesNotContain("POST /v1/drafts");
  }

  @Test
  void anAddOfManyFilesAsksForAllOfTheDraft() throws IOException {
    // Given
    for (int i = 0; i < 300; i++) {
      Files.writeString(folder.resolve("a-file-with-a-name-" + i), "" + i);
    }

    // When
    add(FIRST_TURN);

    // Then
    assertThat(server.asked())
        .filteredOn(call -> call.startsWith("GET") && call.contains("/changes"))
        .containsExactly("GET /v1/drafts/" + server.version() + "/changes");
  }

  @Test
  void sendsNothingOfAResumedDraftThatHasAllOfItsBytes() throws IOException {
    Files.writeString(folder.resolve("a"), "a");
    add(FIRST_TURN);

    assertThat(add(RESUMED).bytesSent()).isZero();
  }

  @Test
  void readsAgainWhatIsLostBeforeItIsRegistered() throws IOException {
    for (int i = 0; i < 20; i++) {
      Files.writeString(folder.resolve("f" + i), "content " + i);
    }
    server.loseAllBefore(1);

    Transferred done = add(FIRST_TURN);

    assertThat(done.added()).isEqualTo(20);
    assertThat(done.failed()).isEmpty();
    assertThat(server.entries()).hasSize(20);
  }

  @Test
  void namesWhatTheServerDoesNotKeepAndLeavesTheAddPending() throws IOException {
    Files.writeString(folder.resolve("a"), "a");
    server.loseAllBefore(Integer.MAX_VALUE);

    Transferred done = add(FIRST_TURN);

    assertThat(done.added()).isZero();
    assertThat(done.failed()).singleElement().asString().contains(folder.resolve("a").toString());
    assertThat(pending()).containsExactly(request());
    assertThat(PendingAdd.total(new LamellaHome(temp.resolve("home")), server.version()))
        .contains(new PendingAdd.Total(1, 1));
  }

  @Test
  void anAddThatIsDoneIsNotPendingAnyMore() throws IOException {
    Files.writeString(folder.resolve("a"), "a");

    add(FIRST_TURN);

    assertThat(pending()).isEmpty();
  }

  @Test
  void aSyncReadsNoFileThatTheLookBeforeItHasRead() throws IOException {
    // Given: files that are old enough to be known by their times, and the last of them is new
    folder = Path.of("src/main/java/io/lamella/sdk/glob").toAbsolutePath();
    add(FIRST_TURN);
    server.forget("package-info.java");
    DraftFiles files = server.files(temp.resolve("another home"), FIRST_TURN);
    Source.Folder source = new Source.Folder(folder, null, Selection.ALL, Symlinks.INSIDE);
    Survey survey = Survey.of(List.of(source), false);

    // When
    DraftFiles.Look look = files.look(source, survey, false, TransferProgress.NONE);
    Transferred done = files.sync(source, survey, false, 1, TransferProgress.NONE);

    // Then
    assertThat(look.same()).isFalse();
    assertThat(look.seen().bytesRead()).isEqualTo(Files.size(folder.resolve("Glob.java")));
    assertThat(done.bytesRead()).isEqualTo(Files.size(folder.resolve("package-info.java")));
    assertThat(done.added()).isEqualTo(1);
  }

  @Test
  void aListingThatIsCutMeansThatTheServerWentAway() throws IOException {
    for (int i = 0; i < 200; i++) {
      Files.writeString(folder.resolve("f" + i), "content " + i);
    }
    add(FIRST_TURN);
    server.cutNextListing();

    assertThatThrownBy(() -> add(FIRST_TURN)).isInstanceOf(ServerUnavailableException.class);
  }
}
