package io.lamella.sdk.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.buckets.S3Server;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.sdk.home.LamellaHome;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects of a real S3 server: pinned, read, and told apart from what comes after them. */
class BucketObjectsTest {
  private static final LinkPatience SHORT =
      new LinkPatience(Duration.ofSeconds(10), Duration.ofSeconds(10), 2, Duration.ofMillis(1));

  private static final EntryPath PATH = EntryPath.of("raw/ä b.txt");

  private static S3Server server;

  @TempDir Path home;
  private ExternalLinks links;

  @BeforeAll
  static void start() {
    server = new S3Server("frames");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void begin() {
    links = links(server.environment());
  }

  private ExternalLinks links(Map<String, String> environment) {
    return new ExternalLinks(new LamellaHome(home), SHORT, environment);
  }

  private Entry.Link pinned(String uri) throws IOException {
    List<Pin> pins = links.find(uri);
    assertThat(pins).hasSize(1);
    return pins.get(0).at(EntryPath.of("in/data.bin"));
  }

  private byte[] read(Entry.Link link) throws IOException {
    List<byte[]> taken = new ArrayList<>();
    links.read(link, bytes -> taken.add(bytes.readAllBytes()));
    return taken.get(taken.size() - 1);
  }

  @Test
  void anObjectIsPinnedBySizeAndEtagWithoutBeingRead() throws IOException {
    // Given
    server.put("frames", "day one/a+b.txt", "hello");

    // When
    Entry.Link link = pinned("s3://frames/day%20one/a+b.txt");

    // Then
    assertThat(link.uri()).isEqualTo("s3://frames/day%20one/a+b.txt");
    assertThat(link.size()).isEqualTo(5);
    assertThat(link.pin()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
    assertThat(link.digest()).isNull();
    assertThat(links.bytesFetched()).isZero();
    assertThat(read(link)).isEqualTo("hello".getBytes(UTF_8));
    assertThat(links.resolved(link).digest()).isEqualTo(Digest.of("hello".getBytes(UTF_8)));
  }

  @Test
  void whatIsLargerThanARangeComesWhole() throws IOException {
    // Given
    byte[] content = new byte[(9 << 20) + 1];
    new Random(1).nextBytes(content);
    server.put("frames", "large.bin", content);

    // When, Then
    assertThat(read(pinned("s3://frames/large.bin"))).isEqualTo(content);
  }

  @Test
  void anEmptyObjectIsOne() throws IOException {
    // Given
    server.put("frames", "empty", "");

    // When, Then
    assertThat(read(pinned("s3://frames/empty"))).isEmpty();
  }

  @Test
  void allObjectsBeneathAPrefixAreFoundByTheirPathsThere() throws IOException {
    // Given
    server.put("frames", "day=02/b.txt", "b");
    server.put("frames", "day=02/deep/ä #1?.txt", "a");
    server.put("frames", "day=021/other.txt", "other");

    // When
    List<Pin> pins = links.find("s3://frames/day=02/");

    // Then
    assertThat(pins).extracting(Pin::path).containsExactly("b.txt", "deep/ä #1?.txt");
    assertThat(pins)
        .extracting(Pin::uri)
        .containsExactly(
            "s3://frames/day=02/b.txt", "s3://frames/day=02/deep/%C3%A4%20%231%3F.txt");
    assertThat(read(pins.get(1).at(EntryPath.of("x")))).isEqualTo("a".getBytes(UTF_8));
    assertThat(links.check(pins.get(0).at(EntryPath.of("x")))).isNull();
  }

  @Test
  void anObjectThatIsAnotherOneNowIsToldOf() throws IOException {
    // Given
    server.put("frames", "changing", "hello");
    Entry.Link link = pinned("s3://frames/changing");

    // When
    server.put("frames", "changing", "hallo");

    // Then
    assertThat(links.check(link)).isNotNull().extracting("problem").isEqualTo("link-changed");
    assertThatThrownBy(() -> read(link))
        .hasMessageContaining("link-changed")
        .hasMessageContaining("\"598d4c200461b81522a3328565c25f7c\"");
  }

  @Test
  void anObjectThatIsGoneIsToldOf() throws IOException {
    // Given
    server.put("frames", "going", "hello");
    Entry.Link link = pinned("s3://frames/going");

    // When
    server.delete("frames", "going");

    // Then
    assertThat(links.check(link)).isNotNull().extracting("problem").isEqualTo("link-missing");
    assertThatThrownBy(() -> read(link)).hasMessageContaining("there is no such object");
  }

  @Test
  void whereNothingIsSaysSo() {
    assertRefused("s3://frames/none.txt", ErrorCode.NOT_FOUND, "there is no such object");
    assertRefused("s3://frames/none/", ErrorCode.NOT_FOUND, "there are no objects beneath it");
    assertRefused("s3://nobody/x", ErrorCode.NOT_FOUND, "there is no such object");
    assertRefused("s3:x", ErrorCode.INVALID_REQUEST, "write it like s3://bucket/path");
    assertRefused("s3://frames/x?y=1", ErrorCode.INVALID_REQUEST, "write it like s3://bucket");
  }

  private void assertRefused(String uri, ErrorCode code, String why) {
    assertThatThrownBy(() -> links.find(uri))
        .isInstanceOf(BadLinkException.class)
        .hasMessageStartingWith(uri + ": ")
        .hasMessageContaining(why)
        .extracting(e -> ((LamellaException) e).code())
        .isEqualTo(code);
  }

  @Test
  void whoeverMayNotEnterIsToldWhereCredentialsComeFromAndNotWhichTheyAre() {
    // Given
    server.put("frames", "secret", "x");
    Map<String, String> wrong = new HashMap<>(server.environment());
    wrong.put("AWS_SECRET_ACCESS_KEY", "a-wrong-secret");
    links = links(wrong);

    // When, Then
    assertThatThrownBy(() -> links.find("s3://frames/secret"))
        .hasMessageContaining("refuses access")
        .hasMessageContaining("AWS_SECRET_ACCESS_KEY")
        .hasMessageNotContaining("a-wrong-secret");
  }

  @Test
  void aServerThatIsNotThereIsGivenUpOn() throws IOException {
    // Given
    Map<String, String> dead = new HashMap<>(server.environment());
    try (ServerSocket taken = new ServerSocket(0)) {
      dead.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + taken.getLocalPort());
    }
    links = links(dead);

    // When, Then
    assertRefused("s3://frames/x", ErrorCode.NOT_FOUND, "does not answer as it should");
  }

  private static Pin pin(ObjectFolder.Placed placed) {
    assertThat(placed.failure()).isNull();
    assertThat(placed.pin()).isNotNull();
    return placed.pin();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, (16 << 20) + 1, 40 << 20})
  void aFileBecomesAnObjectOnce(int size) throws IOException {
    // Given
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    Path file = Files.write(home.resolve("file"), content);
    ObjectFolder folder = links.folder("s3://frames/put-" + size);

    // When
    ObjectFolder.Placed rehearsed = folder.rehearse(file, PATH);
    boolean isThere = server.has("frames", "put-" + size + "/raw/ä b.txt");
    Pin pin = pin(folder.place(file, PATH));
    Pin again = pin(folder.place(file, PATH));

    // Then
    assertThat(pin(rehearsed).digest()).isEqualTo(Digest.of(content));
    assertThat(isThere).isFalse();
    assertThat(server.get("frames", "put-" + size + "/raw/ä b.txt")).isEqualTo(content);
    assertThat(pin.uri()).isEqualTo("s3://frames/put-" + size + "/raw/%C3%A4%20b.txt");
    assertThat(pin.size()).isEqualTo(size);
    assertThat(pin.digest()).isEqualTo(Digest.of(content));
    assertThat(again).isEqualTo(pin);
    assertThat(links.check(pin.at(PATH))).isNull();
    assertThat(read(pin.at(PATH))).isEqualTo(content);
  }

  @Test
  void whatIsThereAndDifferentStays() throws IOException {
    // Given
    server.put("frames", "taken/raw/ä b.txt", "hello");
    server.put("frames", "longer/raw/ä b.txt", "hello and more");
    Path file = Files.writeString(home.resolve("file"), "hallo");

    // When
    ObjectFolder.Placed taken = links.folder("s3://frames/taken/").place(file, PATH);
    ObjectFolder.Placed longer = links.folder("s3://frames/longer/").place(file, PATH);

    // Then
    assertThat(taken.failure())
        .startsWith("s3://frames/taken/raw/%C3%A4%20b.txt: is there already, and is different");
    assertThat(longer.failure()).contains("is there already, and is different");
    assertThat(server.get("frames", "taken/raw/ä b.txt")).isEqualTo("hello".getBytes(UTF_8));
  }

  @Test
  void aBucketThatIsNotThereIsSaid() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "hallo");

    assertThat(links.folder("s3://nobody").place(file, PATH).failure())
        .startsWith("s3://nobody/raw/%C3%A4%20b.txt: the bucket nobody is not there");
  }

  @Test
  void anObjectIsDeletedWithWhatBroughtIt() throws IOException {
    // Given
    server.put("frames", "own/a", "hello");
    Entry.Link link = pinned("s3://frames/own/a");

    // When
    String why = links.delete(link);

    // Then
    assertThat(links.canDelete(link)).isTrue();
    assertThat(why).isNull();
    assertThat(server.has("frames", "own/a")).isFalse();
  }
}
