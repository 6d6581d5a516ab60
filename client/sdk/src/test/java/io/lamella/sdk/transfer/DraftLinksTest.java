package io.lamella.sdk.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.sdk.folder.IncompleteException;
import io.lamella.sdk.folder.Selection;
import io.lamella.sdk.folder.Symlinks;
import io.lamella.sdk.link.BadLinkException;
import io.lamella.sdk.link.WebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links go into a draft pinned, take the place of files, and make way for them. */
class DraftLinksTest {
  @TempDir Path temp;
  private DraftServer server;
  private WebServer web;
  private Path folder;

  @BeforeEach
  void start() throws IOException {
    server = new DraftServer();
    web = new WebServer();
    web.put("/a%20b.txt", "hello", "ETag", "\"1\"");
    web.put("/deep/c.txt", "world", "ETag", "\"1\"");
    folder = Files.createDirectories(temp.resolve("folder"));
  }

  @AfterEach
  void stop() {
    web.close();
    server.close();
  }

  private Transferred link(@Nullable String datasetFolder, String... uris) throws IOException {
    return link(datasetFolder, false, false, uris);
  }

  private Transferred link(
      @Nullable String datasetFolder, boolean materialize, boolean dryRun, String... uris)
      throws IOException {
    LinkRequest request = new LinkRequest(List.of(uris), datasetFolder, Selection.ALL, materialize);
    return server.links(temp.resolve("home")).add(request, 2, dryRun, TransferProgress.NONE);
  }

  private Transferred sync() throws IOException {
    Source.Folder source = new Source.Folder(folder, null, Selection.ALL, Symlinks.INSIDE);
    Survey survey = Survey.of(List.of(source), new Survey.Terms(false, false));
    return server
        .files(temp.resolve("home"), 1)
        .sync(source, survey, false, 2, TransferProgress.NONE);
  }

  private Entry entry(String path) {
    return server.entries().stream()
        .filter(entry -> entry.path().toString().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private List<String> paths() {
    return server.entries().stream().map(entry -> entry.path().toString()).toList();
  }

  private static Digest digest(String content) {
    return Digest.of(content.getBytes(UTF_8));
  }

  @Test
  void linksAreNamedByTheLastPartOfTheirAddressUnderTheDatasetFolder() throws IOException {
    // Given
    Files.writeString(Files.createDirectories(folder.resolve("x")).resolve("y.txt"), "file");

    // When
    Transferred done =
        link("raw/", web.url("/a%20b.txt"), web.url("/deep/c.txt"), folder.toUri().toString());

    // Then
    assertThat(paths()).containsExactly("raw/a b.txt", "raw/c.txt", "raw/x/y.txt");
    assertThat(entry("raw/a b.txt"))
        .isInstanceOfSatisfying(
            Entry.Link.class,
            link -> {
              assertThat(link.uri()).isEqualTo(web.url("/a%20b.txt"));
              assertThat(link.size()).isEqualTo(5);
              assertThat(link.pin()).isEqualTo("\"1\"");
              assertThat(link.digest()).isNull();
            });
    assertThat(entry("raw/x/y.txt"))
        .isInstanceOfSatisfying(
            Entry.Link.class, link -> assertThat(link.digest()).isEqualTo(digest("file")));
    assertThat(done.added()).isEqualTo(3);
    assertThat(done.bytesRead()).isEqualTo(4);
    assertThat(done.bytesSent()).isZero();
  }

  @Test
  void whatIsPinnedToTheSameIsUnchangedAndAnotherPinIsAChange() throws IOException {
    // Given
    link(null, web.url("/a%20b.txt"), web.url("/deep/c.txt"));
    web.put("/deep/c.txt", "words", "ETag", "\"2\"");

    // When
    Transferred done = link(null, web.url("/a%20b.txt"), web.url("/deep/c.txt"));

    // Then
    assertThat(done.unchanged()).isEqualTo(1);
    assertThat(done.modified()).isEqualTo(1);
    assertThat(done.added()).isZero();
    assertThat(entry("c.txt"))
        .isInstanceOfSatisfying(
            Entry.Link.class, link -> assertThat(link.pin()).isEqualTo("\"2\""));
  }

  @Test
  void aDryRunCountsAndChangesNothing() throws IOException {
    // When
    Transferred done = link(null, false, true, web.url("/deep/c.txt"));

    // Then
    assertThat(done.added()).isEqualTo(1);
    assertThat(server.entries()).isEmpty();
  }

  @Test
  void aLinkTakesThePlaceOfAFileAndAFileThatOfALink() throws IOException {
    // Given
    Files.writeString(folder.resolve("c.txt"), "world");
    sync();

    // When
    Transferred linked = link(null, web.url("/deep/c.txt"));
    Entry asLink = entry("c.txt");
    AddRequest files =
        new AddRequest(
            List.of(folder.toString()),
            null,
            null,
            List.of(),
            List.of(),
            true,
            Symlinks.INSIDE,
            false,
            false,
            false);
    Transferred put =
        server.files(temp.resolve("home"), 1).add(files, 2, false, TransferProgress.NONE);

    // Then
    assertThat(linked.modified()).isEqualTo(1);
    assertThat(asLink).isInstanceOf(Entry.Link.class);
    assertThat(put.modified()).isEqualTo(1);
    assertThat(entry("c.txt")).isInstanceOf(Entry.File.class);
  }

  @Test
  void twoThatWouldGetOnePathAreNamedAndNothingIsChanged() {
    // Given
    web.put("/other/c.txt", "other", "ETag", "\"9\"");
    web.put("/c.txt/d", "beneath", "ETag", "\"9\"");

    // When, then
    assertThatThrownBy(
            () ->
                link(null, web.url("/a%20b.txt"), web.url("/deep/c.txt"), web.url("/other/c.txt")))
        .isInstanceOf(IncompleteException.class)
        .hasMessageContaining(web.url("/deep/c.txt"))
        .hasMessageContaining(web.url("/other/c.txt"))
        .hasMessageContaining("both would become c.txt");
    assertThatThrownBy(() -> link(null, web.url("/a%20b.txt"), web.url("/gone")))
        .isInstanceOf(BadLinkException.class)
        .hasMessageContaining("/gone: the server answers 404");
    assertThat(server.entries()).isEmpty();
  }

  @Test
  void materializedLinksAreFilesWithTheBytesThatWerePinned() throws IOException {
    // Given
    Files.writeString(folder.resolve("here.txt"), "here");

    // When
    Transferred done =
        link(
            null,
            true,
            false,
            web.url("/a%20b.txt"),
            web.url("/deep/c.txt"),
            folder.toUri().toString());
    Transferred again = link(null, true, false, web.url("/a%20b.txt"));

    // Then
    assertThat(done.added()).isEqualTo(3);
    assertThat(done.failed()).isEmpty();
    assertThat(again.unchanged()).isEqualTo(1);
    assertThat(again.bytesSent()).isZero();
    assertThat(server.entries())
        .allSatisfy(entry -> assertThat(entry).isInstanceOf(Entry.File.class))
        .extracting(entry -> ((Entry.File) entry).digest())
        .containsExactly(digest("hello"), digest("world"), digest("here"));
  }

  @Test
  void whatCannotBeMaterializedIsNamedAndTheOthersAreThere() throws IOException {
    // Given
    web.on(
        "/deep/c.txt",
        exchange -> {
          boolean asked = exchange.getRequestMethod().equals("HEAD");
          WebServer.send(exchange, "world", "ETag", asked ? "\"1\"" : "\"2\"");
        });

    // When
    Transferred done = link(null, true, false, web.url("/a%20b.txt"), web.url("/deep/c.txt"));

    // Then
    assertThat(done.failed()).containsExactly(web.url("/deep/c.txt") + ": \"2\"");
    assertThat(done.added()).isEqualTo(1);
    assertThat(paths()).containsExactly("a b.txt");
  }

  @Test
  void aSyncKeepsLinksWhoseFilesAreWhatWasPinnedAndMakesFilesOfOthers() throws IOException {
    // Given
    Path elsewhere = Files.writeString(temp.resolve("e.txt"), "elsewhere");
    web.put("/gone.txt", "gone", "ETag", "\"1\"");
    link(
        null,
        web.url("/a%20b.txt"),
        web.url("/deep/c.txt"),
        web.url("/gone.txt"),
        elsewhere.toUri().toString());
    Files.writeString(folder.resolve("a b.txt"), "hello");
    Files.writeString(folder.resolve("c.txt"), "wurst");
    Files.writeString(folder.resolve("e.txt"), "elsewhere");

    // When
    Transferred done = sync();

    // Then
    assertThat(paths()).containsExactly("a b.txt", "c.txt", "e.txt");
    assertThat(entry("a b.txt")).isInstanceOf(Entry.Link.class);
    assertThat(entry("c.txt")).isInstanceOf(Entry.File.class);
    assertThat(entry("e.txt")).isInstanceOf(Entry.Link.class);
    assertThat(done.unchanged()).isEqualTo(2);
    assertThat(done.modified()).isEqualTo(1);
    assertThat(done.removed()).isEqualTo(1);
  }

  @Test
  void aSyncTakesAFileWhoseLinkCannotBeReadAsAFile() throws IOException {
    // Given
    link(null, web.url("/deep/c.txt"));
    web.remove("/deep/c.txt");
    Files.writeString(folder.resolve("c.txt"), "world");

    // When
    Transferred done = sync();

    // Then
    assertThat(done.notes())
        .containsExactly(
            folder.toRealPath().resolve("c.txt")
                + ": the link at its path cannot be read (the server answers 404); it is taken as"
                + " a file");
    assertThat(entry("c.txt"))
        .isInstanceOfSatisfying(
            Entry.File.class, file -> assertThat(file.digest()).isEqualTo(digest("world")));
  }
}
