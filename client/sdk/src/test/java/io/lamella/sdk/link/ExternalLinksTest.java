package io.lamella.sdk.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lamella.content.Digest;
import io.lamella.content.localcopy.LinkFailure;
import io.lamella.content.localcopy.LocalCopies.Problem;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.sdk.home.LamellaHome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is pinned of an object, and how it is told that it is another one. */
class ExternalLinksTest {
  private static final String MODIFIED = "Tue, 03 Nov 2026 10:00:00 GMT";
  private static final LinkPatience SHORT =
      new LinkPatience(Duration.ofSeconds(20), Duration.ofSeconds(20), 3, Duration.ofMillis(1));

  @TempDir Path folder;
  private WebServer web;
  private ExternalLinks links;

  @BeforeEach
  void begin() throws IOException {
    web = new WebServer();
    links = new ExternalLinks(new LamellaHome(folder.resolve("home")), SHORT, Map.of());
  }

  @AfterEach
  void end() {
    web.close();
  }

  private Entry.Link pinned(String path) throws IOException {
    List<Pin> pins = links.find(web.url(path));
    assertThat(pins).hasSize(1);
    return pins.get(0).at(EntryPath.of("in/data.bin"));
  }

  private String read(Entry.Link link) throws IOException {
    List<String> taken = new ArrayList<>();
    links.read(link, bytes -> taken.add(new String(bytes.readAllBytes(), UTF_8)));
    return taken.get(taken.size() - 1);
  }

  @Test
  void anObjectWithAStrongEtagIsPinnedByItWithoutBeingRead() throws IOException {
    // Given
    web.put("/a/data%20one.bin", "hello", "ETag", "\"v1\"", "Last-Modified", MODIFIED);

    // When
    List<Pin> pins = links.find(web.url("/a/data%20one.bin"));

    // Then
    assertThat(pins)
        .containsExactly(
            new Pin(
                web.url("/a/data%20one.bin"),
                "data one.bin",
                5,
                "\"v1\"",
                null,
                1_793_700_000_000_000_000L));
    assertThat(web.asked()).containsExactly("HEAD /a/data%20one.bin");
  }

  @Test
  void aWeakEtagIsNoPinAndTheTimeOfChangeIsMarkedAsSuch() throws IOException {
    // Given
    web.put("/data", "hello", "ETag", "W/\"v1\"", "Last-Modified", MODIFIED);

    // When
    Entry.Link link = pinned("/data");

    // Then
    assertThat(link.pin()).isEqualTo("last-modified: " + MODIFIED);
    assertThat(link.digest()).isNull();
  }

  @Test
  void whatAServerTellsNothingOfIsReadAndPinnedByItsDigest() throws IOException {
    // Given
    web.put("/data", "hello");

    // When
    Entry.Link link = pinned("/data");
    web.put("/data", "hallo");

    // Then
    assertThat(link.pin()).isNull();
    assertThat(link.size()).isEqualTo(5);
    assertThat(link.digest()).isEqualTo(Digest.of("hello".getBytes(UTF_8)));
    assertThat(links.check(link))
        .isEqualTo(
            new Problem(
                "in/data.bin",
                "link-changed",
                web.url("/data") + ", 5 bytes, sha256 " + link.digest(),
                "sha256 " + Digest.of("hallo".getBytes(UTF_8))));
  }

  @ParameterizedTest
  @ValueSource(ints = {405, 501, 403, 400})
  void whereHeadIsRefusedOneByteIsAskedFor(int refusal) throws IOException {
    // Given
    web.putWithoutHead("/data", refusal, "hello", "ETag", "\"v1\"");

    // When
    Entry.Link link = pinned("/data");

    // Then
    assertThat(link.size()).isEqualTo(5);
    assertThat(link.pin()).isEqualTo("\"v1\"");
    assertThat(links.check(link)).isNull();
    web.putWithoutHead("/data", refusal, "hallo", "ETag", "\"v2\"");
    assertThat(links.check(link)).extracting(Problem::problem).isEqualTo("link-changed");
  }

  @Test
  void redirectsAreFollowedAndTheAddressStaysAsItWasWritten() throws IOException {
    // Given
    web.on("/old", exchange -> leadOn(exchange, "/middle"));
    web.on("/middle", exchange -> leadOn(exchange, web.url("/new")));
    web.put("/new", "hello", "ETag", "\"v1\"");

    // When
    Entry.Link link = pinned("/old");

    // Then
    assertThat(link.uri()).isEqualTo(web.url("/old"));
    assertThat(link.pin()).isEqualTo("\"v1\"");
    assertThat(read(link)).isEqualTo("hello");
  }

  private static void leadOn(com.sun.net.httpserver.HttpExchange exchange, String to)
      throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    exchange.sendResponseHeaders(302, -1);
  }

  @ParameterizedTest
  @CsvSource({
    "/ring, leads on more than 10 times",
    "/out, leads on to what is not on the web: file:///etc/hosts",
  })
  void redirectsThatLeadNowhereAreTold(String path, String why) {
    // Given
    web.on("/ring", exchange -> leadOn(exchange, "/ring"));
    web.on("/out", exchange -> leadOn(exchange, "file:///etc/hosts"));

    // When, then
    assertThatThrownBy(() -> links.find(web.url(path)))
        .isInstanceOf(BadLinkException.class)
        .hasMessageContaining(why);
  }

  @Test
  void theBytesComeAndAreCountedAndWhatTheyWereIsKnownFromThenOn() throws IOException {
    // Given
    web.put("/data", "hello", "ETag", "\"v1\"");
    Entry.Link link = pinned("/data");

    // When
    String text = read(link);

    // Then
    assertThat(text).isEqualTo("hello");
    assertThat(links.bytesFetched()).isEqualTo(5);
    assertThat(links.resolved(link).digest()).isEqualTo(Digest.of("hello".getBytes(UTF_8)));
    assertThat(links.resolved(link).sameContent(link)).isFalse();
  }

  @Test
  void anObjectThatChangedAtTheSameSizeIsNoticedBeforeAByteOfItIsTaken() throws IOException {
    // Given
    web.put("/data", "hello", "ETag", "\"v1\"");
    Entry.Link link = pinned("/data");
    web.put("/data", "hallo", "ETag", "\"v2\"");
    AtomicInteger taken = new AtomicInteger();

    // When
    LinkFailure failure =
        catchThrowableOfType(
            LinkFailure.class, () -> links.read(link, bytes -> taken.incrementAndGet()));

    // Then
    assertThat(failure.problem().problem()).isEqualTo("link-changed");
    assertThat(failure.problem().actual()).isEqualTo("\"v2\"");
    assertThat(failure.problem().path()).isEqualTo("in/data.bin");
    assertThat(taken).hasValue(0);
    assertThat(links.check(link)).isEqualTo(failure.problem());
  }

  @Test
  void otherBytesUnderTheSameEtagAreNoticedOnceTheFirstWereRead() throws IOException {
    // Given
    web.put("/data", "hello", "ETag", "\"v1\"");
    Entry.Link link = pinned("/data");
    read(link);
    web.put("/data", "hallo", "ETag", "\"v1\"");

    // When, then
    assertThatThrownBy(() -> read(link))
        .isInstanceOf(LinkFailure.class)
        .hasMessageContaining("link-changed, sha256 ");
  }

  @Test
  void anObjectOfAnotherLengthIsChangedWhateverItsEtagSays() throws IOException {
    // Given
    web.put("/data", "hello", "ETag", "\"v1\"");
    Entry.Link link = pinned("/data");
    web.on(
        "/data",
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"v1\"");
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("hell".getBytes(UTF_8));
        });

    // When, then
    assertThatThrownBy(() -> read(link))
        .isInstanceOf(LinkFailure.class)
        .hasMessageContaining("link-changed, 4 bytes");
  }

  @Test
  void anObjectThatIsGoneIsMissing() throws IOException {
    // Given
    web.put("/data", "hello", "ETag", "\"v1\"");
    Entry.Link link = pinned("/data");
    web.remove("/data");

    // When
    Problem problem = links.check(link);

    // Then
    assertThat(problem)
        .isEqualTo(
            new Problem(
                "in/data.bin",
                "link-missing",
                web.url("/data") + ", 5 bytes, \"v1\"",
                "the server answers 404"));
    assertThatThrownBy(() -> read(link)).hasMessageContaining("link-missing");
  }

  @Test
  void aBodyThatIsCutOffIsReadAgain() throws IOException {
    // Given
    web.put("/data", "hello, world", "ETag", "\"v1\"");
    Entry.Link link = pinned("/data");
    AtomicInteger times = new AtomicInteger();
    web.on(
        "/data",
        exchange -> {
          if (times.incrementAndGet() < 3) {
            WebServer.sendHalf(exchange, "hello, world", "ETag", "\"v1\"");
          } else {
            WebServer.send(exchange, "hello, world", "ETag", "\"v1\"");
          }
        });

    // When, then
    assertThat(read(link)).isEqualTo("hello, world");
    assertThat(times).hasValue(3);
  }

  @Test
  void aBodyThatIsAlwaysCutOffIsNotTakenForTheWhole() throws IOException {
    // Given
    web.put("/data", "hello, world", "ETag", "\"v1\"");
    Entry.Link link = pinned("/data");
    web.on("/data", exchange -> WebServer.sendHalf(exchange, "hello, world", "ETag", "\"v1\""));

    // When, then
    assertThatThrownBy(() -> read(link))
        .isInstanceOf(LinkFailure.class)
        .hasMessageContaining("link-missing, cannot be reached");
    assertThat(links.resolved(link).digest()).isNull();
  }

  @Test
  void aServerThatIsBusyIsAskedAgain() throws IOException {
    // Given
    AtomicInteger times = new AtomicInteger();
    web.on(
        "/data",
        exchange -> {
          if (times.incrementAndGet() < 3) {
            exchange.sendResponseHeaders(503, -1);
          } else {
            WebServer.send(exchange, "hello", "ETag", "\"v1\"");
          }
        });

    // When, then
    assertThat(pinned("/data").pin()).isEqualTo("\"v1\"");
  }

  @Test
  void aServerThatStallsIsGivenUpOn() throws IOException {
    // Given
    ExternalLinks hasty =
        new ExternalLinks(
            new LamellaHome(folder.resolve("home")),
            new LinkPatience(
                Duration.ofSeconds(20), Duration.ofMillis(500), 2, Duration.ofMillis(1)),
            Map.of());
    web.put("/data", "hello", "ETag", "\"v1\"");
    Entry.Link link = pinned("/data");
    web.on(
        "/data",
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"v1\"");
          exchange.sendResponseHeaders(200, 5);
          exchange.getResponseBody().write('h');
          exchange.getResponseBody().flush();
          web.stall();
        });

    // When
    LinkFailure failure =
        catchThrowableOfType(
            LinkFailure.class, () -> hasty.read(link, bytes -> bytes.readAllBytes()));

    // Then
    assertThat(failure.problem().problem()).isEqualTo("link-missing");
    assertThat(failure.problem().actual()).startsWith("cannot be reached: nothing came");
  }

  @Test
  void aServerThatWasGivenUpOnIsAskedOnceFromThenOn() throws IOException {
    // Given
    String dead;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      dead = "http://127.0.0.1:" + socket.getLocalPort();
    }
    AtomicInteger times = new AtomicInteger();
    web.on(
        "/busy",
        exchange -> {
          times.incrementAndGet();
          exchange.sendResponseHeaders(503, -1);
        });

    // When
    assertThatThrownBy(() -> links.find(web.url("/busy"))).hasMessageContaining("answers 503");
    assertThatThrownBy(() -> links.find(web.url("/busy"))).hasMessageContaining("answers 503");

    // Then
    assertThat(times).hasValue(4);
    assertThatThrownBy(() -> links.find(dead + "/data"))
        .isInstanceOf(BadLinkException.class)
        .hasMessageContaining("cannot be reached: ConnectException");
  }

  @Test
  void aFileIsPinnedBySizeAndDigest() throws IOException {
    // Given
    Path file = Files.writeString(folder.resolve("a b.txt"), "hello");

    // When
    Pin pin = links.find(file.toUri().toString()).get(0);
    Entry.Link link = pin.at(EntryPath.of("x"));

    // Then
    assertThat(pin.path()).isEqualTo("a b.txt");
    assertThat(pin.uri()).isEqualTo(file.toUri().toASCIIString());
    assertThat(link.size()).isEqualTo(5);
    assertThat(link.digest()).isEqualTo(Digest.of("hello".getBytes(UTF_8)));
    assertThat(read(link)).isEqualTo("hello");
    Files.writeString(file, "hallo");
    assertThat(links.check(link)).extracting(Problem::problem).isEqualTo("link-changed");
    assertThatThrownBy(() -> read(link)).isInstanceOf(LinkFailure.class);
    Files.writeString(file, "hello!");
    assertThat(links.check(link)).extracting(Problem::actual).isEqualTo("6 bytes");
    Files.delete(file);
    assertThat(links.check(link)).extracting(Problem::problem).isEqualTo("link-missing");
  }

  @Test
  void ofAFolderEveryFileIsALink() throws IOException {
    // Given
    Path top = Files.createDirectories(folder.resolve("top/deep"));
    Files.writeString(top.resolve("b.txt"), "b");
    Files.writeString(folder.resolve("top/a.txt"), "a");
    Files.writeString(
        Files.createDirectories(folder.resolve("top/.lamella")).resolve("version"), "own");

    // When
    List<Pin> pins = links.find(folder.resolve("top").toUri().toString());

    // Then
    assertThat(pins).extracting(Pin::path).containsExactlyInAnyOrder("a.txt", "deep/b.txt");
    assertThat(pins)
        .extracting(Pin::uri)
        .containsExactlyInAnyOrder(
            folder.resolve("top/a.txt").toUri().toASCIIString(),
            top.resolve("b.txt").toUri().toASCIIString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data/x.bin | not an address; write it like https://host/path",
        "https://host/a b | Illegal character in path at character 15",
        "https://host/a#b | what follows # is never sent",
        "https://me:secret@host/a | a user name or password would stay in the version for good",
        "https://host/ | has no last part",
        "https://host/a%2Fb | no name for a file",
        "https://host/%2E%2E | no name for a file",
        "https://host/%FF | not UTF-8",
        "https:/a | names no server",
        "https://host:70000/a | names no server",
        "s3:a | write it like s3://bucket/path/to/object",
        "gs:///a | write it like gs://bucket/path/to/object",
        "azblob://bucket/a?b | write it like azblob://bucket/path/to/object",
        "ftp://host/a | cannot be linked to; those of file:, http:, https:, s3:, gs: and azblob:",
        "file:a | not the address of a file",
      })
  void whatIsNoAddressIsRefusedWithWhatToDo(String text, String why) {
    BadLinkException refusal = catchThrowableOfType(BadLinkException.class, () -> links.find(text));
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refusal).hasMessageContaining(why).hasMessageNotContaining("secret");
  }

  @Test
  void whatIsPinnedToNothingIsNotRead() throws IOException {
    // Given
    web.put("/data", "hello");
    Path file = Files.writeString(folder.resolve("own.txt"), "own");
    EntryPath path = EntryPath.of("x");
    List<Entry.Link> unpinned =
        List.of(
            new Entry.Link(path, web.url("/data"), 5, null, null, 0),
            new Entry.Link(path, file.toUri().toString(), -1, "\"1\"", null, 0));

    // When, then
    for (Entry.Link link : unpinned) {
      assertThat(links.check(link)).extracting(Problem::problem).isEqualTo("link-changed");
      assertThatThrownBy(() -> read(link)).isInstanceOf(LinkFailure.class);
    }
    assertThat(web.asked()).isEmpty();
  }

  @Test
  void everyAddressThatCannotBeLinkedToIsNamed() {
    // Given
    web.put("/data", "hello", "ETag", "\"v1\"");
    List<String> all =
        List.of(
            web.url("/gone"),
            web.url("/data"),
            folder.resolve("nothing").toUri().toString(),
            "s3://b/c?d");

    // When
    BadLinkException refusal = catchThrowableOfType(BadLinkException.class, () -> links.find(all));
    BadLinkException gone =
        catchThrowableOfType(
            BadLinkException.class, () -> links.find(List.of(web.url("/gone"), web.url("/data"))));

    // Then
    assertThat(refusal)
        .hasMessageContaining("/gone: the server answers 404")
        .hasMessageContaining("nothing: does not exist")
        .hasMessageContaining("s3://b/c?d")
        .hasMessageNotContaining("/data");
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(gone.code()).isEqualTo(ErrorCode.NOT_FOUND);
  }
}
