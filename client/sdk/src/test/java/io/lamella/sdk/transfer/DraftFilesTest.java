package io.lamella.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.sdk.folder.IncompleteException;
import io.lamella.sdk.folder.Selection;
import io.lamella.sdk.folder.Symlinks;
import io.lamella.sdk.home.LamellaHome;
import io.lamella.sdk.server.ServerUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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
    return request(false, folder);
  }

  private static AddRequest request(boolean strict, Path... files) {
    return new AddRequest(
        Stream.of(files).map(Path::toString).toList(),
        null,
        null,
        List.of(),
        List.of(),
        true,
        Symlinks.INSIDE,
        false,
        strict,
        false);
  }

  private List<String> paths() {
    return server.entries().stream().map(entry -> entry.path().toString()).toList();
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
    folder = Path.of("src/main/java/io/lamella/sdk/run").toAbsolutePath();
    add(FIRST_TURN);
    server.forget("package-info.java");
    DraftFiles files = server.files(temp.resolve("another home"), FIRST_TURN);
    Source.Folder source = source();
    Survey.Terms terms = new Survey.Terms(false, false);

    // When
    DraftFiles.Look look = files.look(source, terms, false, TransferProgress.NONE);
    Survey survey = Objects.requireNonNull(look.survey());
    Transferred done = files.sync(source, survey, false, 1, TransferProgress.NONE);

    // Then
    List<Path> there;
    try (Stream<Path> children = Files.list(folder)) {
      there = children.toList();
    }
    long beforeTheNewOne = 0;
    for (Path file : there) {
      beforeTheNewOne += file.endsWith("package-info.java") ? 0 : Files.size(file);
    }
    assertThat(survey.files()).isEqualTo(there.size());
    assertThat(survey.paths().orElseThrow()).hasSize(there.size());
    assertThat(look.seen().bytesRead()).isEqualTo(beforeTheNewOne);
    assertThat(done.bytesRead()).isEqualTo(Files.size(folder.resolve("package-info.java")));
    assertThat(done.added()).isEqualTo(1);
  }

  @Test
  void aLookNotesWhatIsLeftOutOrRefusesItThoughNothingDiffers() throws IOException {
    // Given
    Files.writeString(folder.resolve("a"), "a");
    add(FIRST_TURN);
    Source.Folder source = source();
    DraftFiles files = server.files(temp.resolve("home"), FIRST_TURN);
    Path socket = folder.resolve("socket");
    try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listening.bind(UnixDomainSocketAddress.of(socket));

      // When
      DraftFiles.Look lenient =
          files.look(source, new Survey.Terms(false, false), false, TransferProgress.NONE);

      // Then
      assertThat(lenient.survey()).isNull();
      assertThat(lenient.seen().notes()).singleElement().asString().contains("socket", "left out");
      assertThatThrownBy(
              () -> files.look(source, new Survey.Terms(false, true), false, TransferProgress.NONE))
          .isInstanceOf(IncompleteException.class)
          .hasMessageContaining("socket");
    }
  }

  @Test
  void whatWasSurveyedIsNotLookedForAgain() throws IOException {
    Transferred done = syncedAfterAChange(surveyed(2));

    assertThat(paths()).containsExactly("a");
    assertThat(done.failed()).singleElement().asString().contains("b: is gone");
  }

  @Test
  void whatWasTooMuchToKeepIsLookedForAgain() throws IOException {
    Survey survey = surveyed(1);

    Transferred done = syncedAfterAChange(survey);

    assertThat(survey.files()).isEqualTo(2);
    assertThat(survey.paths()).isEmpty();
    assertThat(paths()).containsExactly("a", "late");
    assertThat(done.failed()).isEmpty();
  }

  /** Of two files, of which so many are kept. */
  private Survey surveyed(int most) throws IOException {
    Files.writeString(folder.resolve("a"), "a");
    Files.writeString(folder.resolve("b"), "b");
    return Survey.of(List.of(source()), new Survey.Terms(false, false), most);
  }

  /** One of the two files goes, another one comes. */
  private Transferred syncedAfterAChange(Survey survey) throws IOException {
    Files.delete(folder.resolve("b"));
    Files.writeString(folder.resolve("late"), "late");
    return server
        .files(temp.resolve("home"), FIRST_TURN)
        .sync(source(), survey, false, 1, TransferProgress.NONE);
  }

  private Source.Folder source() {
    return new Source.Folder(folder, null, Selection.ALL, Symlinks.INSIDE);
  }

  @Test
  void aListingThatIsCutMeansThatTheServerWentAway() throws IOException {
    for (int i = 0; i < 200; i++) {
      Files.writeString(folder.resolve("f" + i), "content " + i);
    }
    add(FIRST_TURN);
    server.cutListings();

    assertThatThrownBy(() -> add(FIRST_TURN)).isInstanceOf(ServerUnavailableException.class);
  }

  @Test
  void leavesOutASocketAndNamesItButRefusesItWhenStrict() throws IOException {
    // Given
    Files.writeString(folder.resolve("file"), "content");
    Path socket = folder.resolve("socket");
    try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listening.bind(UnixDomainSocketAddress.of(socket));
      DraftFiles files = server.files(temp.resolve("home"), FIRST_TURN);

      // When
      assertThatThrownBy(() -> files.add(request(true, folder), 1, false, TransferProgress.NONE))
          .isInstanceOfSatisfying(
              IncompleteException.class,
              refused ->
                  assertThat(refused.items()).hasSize(1).allMatch(i -> i.contains("socket")));
      List<String> afterStrict = paths();
      Transferred done = files.add(request(false, folder), 1, false, TransferProgress.NONE);

      // Then
      assertThat(afterStrict).isEmpty();
      assertThat(paths()).containsExactly("file");
      assertThat(done.notes()).singleElement().asString().contains("socket").contains("left out");
      assertThat(done.failed()).isEmpty();
    }
  }

  @Test
  void namesAFileThatDisappearsMeanwhileAndAddsTheOthers() throws IOException {
    // Given
    Path kept = Files.writeString(folder.resolve("kept"), "kept");
    Path gone = Files.writeString(folder.resolve("gone"), "gone");
    TransferProgress deleting =
        new TransferProgress() {
          @Override
          public void begin(long files, long bytes) {
            assertThat(gone.toFile().delete()).isTrue();
          }
        };

    // When
    Transferred done =
        server
            .files(temp.resolve("home"), FIRST_TURN)
            .add(request(false, kept, gone), 1, false, deleting);

    // Then
    assertThat(done.failed()).singleElement().asString().contains(gone.toString(), "is gone");
    assertThat(paths()).containsExactly("kept");
    assertThat(pending()).hasSize(1);
  }

  @Test
  void aFileThatGrowsWheneverItIsReadIsNamedAndNoStateOfItIsAdded() throws IOException {
    // Given
    Path kept = Files.writeString(folder.resolve("kept"), "kept");
    Path log = Files.writeString(folder.resolve("log"), "line");
    TransferProgress growing =
        new TransferProgress() {
          @Override
          public void read(long bytes) {
            try {
              Files.writeString(log, "another line", StandardOpenOption.APPEND);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };

    // When
    Transferred done =
        server
            .files(temp.resolve("home"), FIRST_TURN)
            .add(request(false, kept, log), 1, false, growing);

    // Then
    assertThat(done.failed()).singleElement().asString().contains("log", "changes while");
    assertThat(paths()).containsExactly("kept");
    assertThat(add(FIRST_TURN).failed()).isEmpty();
    assertThat(paths()).containsExactly("kept", "log");
  }
}
