package io.lamella.upload.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.lamella.buckets.S3Server;
import io.lamella.contracts.error.ErrorCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prefixes of a bucket of S3, however large: page by page, from any position on. */
class S3ListingTest {
  private static final String BUCKET = "frames";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String FLAT = "s3://frames/flat/";
  private static final int MANY = 3_500;

  private static S3Server server;
  private static BucketSource source;

  @BeforeAll
  static void fill() {
    server = new S3Server(BUCKET);
    for (int i = 0; i < MANY; i++) {
      server.put(BUCKET, "flat/" + name(i), "x".repeat(i % 7));
    }
    source = new BucketSource(server.environment(), PATIENCE);
  }

  @AfterAll
  static void stop() {
    source.stop();
    server.close();
  }

  private static String name(int i) {
    return String.format("%05d.jpg", i);
  }

  private static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(S3ListingTest::name).toList();
  }

  @Test
  void aFlatPrefixComesInPages() throws IOException {
    // Given
    int before = server.listings();

    // When
    List<Found> found = rest(list(FLAT, null));

    // Then
    assertThat(server.listings() - before).isEqualTo(4);
    assertThat(found).extracting(Found::path).containsExactlyElementsOf(names(0, MANY));
    Found one = found.get(1_999);
    assertThat(one.uri()).isEqualTo(FLAT + name(1_999));
    assertThat(one.size()).isEqualTo(1_999 % 7);
    assertThat(one.modified()).isNotNull();
    try (Opened opened = source.open(SourceAddress.of(one.uri()))) {
      assertThat(opened.etag()).isEqualTo(one.etag()).startsWith("\"");
    }
  }

  @Test
  void noPageIsAskedForBeforeItIsWanted() throws IOException {
    // Given
    int before = server.listings();
    Listing listing = list(FLAT, null);
    assertThat(server.listings()).isEqualTo(before);

    // When
    take(listing, 10);

    // Then
    assertThat(server.listings() - before).isEqualTo(1);
    take(listing, 991);
    assertThat(server.listings() - before).isEqualTo(2);
  }

  @Test
  void fromAPositionOnOnlyThePagesBehindItAreAskedFor() throws IOException {
    // Given
    Listing first = list(FLAT, null);
    take(first, 1_700);
    int before = server.listings();

    // When
    List<Found> found = rest(list(FLAT, first.position()));

    // Then
    assertThat(found).extracting(Found::path).containsExactlyElementsOf(names(1_700, MANY));
    assertThat(server.listings() - before).isEqualTo(2);
  }

  @Test
  void aPageThatFailsPassesAndTheListingGoesOnFromWhereItStood() throws IOException {
    // Given
    Listing first = list(FLAT, null);
    server.failListing(3);
    List<Found> found = new ArrayList<>(take(first, 2_000));

    // When
    SourceException failure = catchThrowableOfType(SourceException.class, first::next);

    // Then
    assertThat(failure).hasMessage(FLAT + ": the bucket frames asks to be slower");
    assertThat(failure.mayPass()).isTrue();
    found.addAll(rest(list(FLAT, first.position())));
    assertThat(found).extracting(Found::path).containsExactlyElementsOf(names(0, MANY));
  }

  @Test
  void theOrderIsThatOfTheBytesOfNamesAndEachPositionHasTheRestBehindIt() throws IOException {
    // Given: around the slash, and where the order of characters in Java is another
    List<String> names =
        List.of(
            "a/",
            "a/x",
            "a/y/z",
            "a-",
            "a-b/c",
            "a.b",
            "a0",
            "b c+d%20&<>\"'.txt",
            "\u00e9",
            "\uff5e",
            "\ud83d\ude00",
            "\ud83d\ude01/\uff5e",
            "z");
    for (String name : names) {
      server.put(BUCKET, "order/" + name, name.endsWith("/") ? "" : name);
    }
    List<String> expected =
        names.stream()
            .filter(name -> !name.endsWith("/"))
            .sorted((a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8)))
            .toList();

    // When
    Listing listing = list("s3://frames/order/", null);
    List<String> found = new ArrayList<>();
    List<String> positions = new ArrayList<>();
    for (Found next = listing.next(); next != null; next = listing.next()) {
      found.add(next.path());
      positions.add(listing.position());
    }

    // Then
    assertThat(found).containsExactlyElementsOf(expected);
    for (int i = 0; i < positions.size(); i++) {
      assertThat(rest(list("s3://frames/order/", positions.get(i))))
          .as("behind %s", positions.get(i))
          .extracting(Found::path)
          .containsExactlyElementsOf(expected.subList(i + 1, expected.size()));
    }
  }

  @Test
  void whatBeganInFoldersGoesOnInFolders() throws IOException {
    // Given: positions of folders are paths, and the slash is below every other character
    for (String name : List.of("a/x", "a-", "a.b", "b/c")) {
      server.put(BUCKET, "folders/" + name, name);
    }

    // When
    List<Found> rest = rest(list("s3://frames/folders/", "a/x"));

    // Then
    assertThat(rest).extracting(Found::path).containsExactly("a-", "a.b", "b/c");
  }

  @Test
  void aWholeBucketIsListed() throws IOException {
    // Given
    S3Server other = new S3Server("other");
    other.put("other", "a.txt", "1");
    other.put("other", "day=01/b.txt", "2");

    // When
    try (other) {
      BucketSource buckets = new BucketSource(other.environment(), PATIENCE);
      Listing whole = buckets.list(SourceAddress.of("s3://other/"), null);

      // Then
      assertThat(rest(whole)).extracting(Found::path).containsExactly("a.txt", "day=01/b.txt");
      assertThat(rest(buckets.list(SourceAddress.of("s3://other/"), whole.position()))).isEmpty();
      buckets.stop();
    }
  }

  @Test
  void twoSlashesAreNotTakenForOne() {
    // Given
    server.put(BUCKET, "slash/x", "another");

    // Then
    for (String uri : List.of("s3://frames/slash//x", "s3://frames//slash/x")) {
      assertThatThrownBy(() -> source.open(SourceAddress.of(uri)))
          .isInstanceOf(SourceException.class)
          .hasMessageStartingWith(uri + ": objects with an empty part in their names");
    }
    assertThatThrownBy(() -> list("s3://frames/slash//", null)).isInstanceOf(SourceException.class);
  }

  @Test
  void wrongCredentialsAreRefusedAndNotNamed() {
    // Given
    Map<String, String> wrong = new HashMap<>(server.environment());
    wrong.put("AWS_SECRET_ACCESS_KEY", "not-the-secret");

    // When
    SourceException failure =
        catchThrowableOfType(
            SourceException.class,
            () -> new BucketSource(wrong, PATIENCE).list(SourceAddress.of(FLAT), null).next());

    // Then
    assertThat(failure.code()).isEqualTo(ErrorCode.SOURCE_UNREADABLE);
    assertThat(failure.mayPass()).isFalse();
    assertThat(failure)
        .hasNoCause()
        .hasMessage(
            FLAT
                + ": the bucket frames refuses access; credentials are taken from AWS_ACCESS_KEY_ID"
                + " and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or the machine's role");
  }

  @Test
  void aProfileOfTheMachineIsTakenWhereTheVariablesHaveNoKey(@TempDir Path folder)
      throws IOException {
    // Given
    Map<String, String> there = new HashMap<>(server.environment());
    Path file = folder.resolve("credentials");
    Files.writeString(
        file,
        "[frames]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
            .formatted(there.remove("AWS_ACCESS_KEY_ID"), there.remove("AWS_SECRET_ACCESS_KEY")));
    there.put("AWS_PROFILE", "frames");
    System.setProperty("aws.sharedCredentialsFile", file.toString());

    // When
    try {
      BucketSource buckets = new BucketSource(there, PATIENCE);

      // Then
      assertThat(take(buckets.list(SourceAddress.of(FLAT), null), 2)).hasSize(2);
      buckets.stop();
    } finally {
      System.clearProperty("aws.sharedCredentialsFile");
    }
  }

  @Test
  void whoHasNoCredentialsIsToldWhereTheyAreLookedFor() {
    // Given
    Map<String, String> nobody = new HashMap<>(server.environment());
    nobody.keySet().removeAll(List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"));
    Map<String, String> anonymous = new HashMap<>(nobody);
    anonymous.put("LAMELLA_S3_ANONYMOUS", "true");
    System.setProperty("aws.disableEc2Metadata", "true");

    // Then
    try {
      assertThatThrownBy(
              () -> new BucketSource(nobody, PATIENCE).list(SourceAddress.of(FLAT), null).next())
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("cannot be reached; credentials are taken from");
      assertThatThrownBy(
              () -> new BucketSource(anonymous, PATIENCE).list(SourceAddress.of(FLAT), null).next())
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("the bucket frames refuses access");
    } finally {
      System.clearProperty("aws.disableEc2Metadata");
    }
  }

  @Test
  void aBucketThatIsNotThereSaysSo() {
    assertThatThrownBy(() -> list("s3://nowhere/x/", null).next())
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("the bucket nowhere is not there, or cannot be reached");
  }

  @Test
  void aServerThatDoesNotAnswerOrTricklesIsGivenUp() throws IOException {
    // Given
    HttpServer slow = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    slow.createContext("/silent", exchange -> pause(Duration.ofSeconds(20)));
    slow.createContext(
        "/trickling",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 200; i++) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            pause(Duration.ofMillis(100));
          }
        });
    slow.setExecutor(Executors.newCachedThreadPool());
    slow.start();
    Map<String, String> there = new HashMap<>(server.environment());
    there.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + slow.getAddress().getPort());
    BucketSource buckets = new BucketSource(there, Duration.ofSeconds(1));

    for (String bucket : List.of("silent", "trickling")) {
      // When
      long began = System.nanoTime();
      SourceException failure =
          catchThrowableOfType(
              SourceException.class,
              () -> buckets.list(SourceAddress.of("s3://" + bucket + "/x/"), null).next());

      // Then
      assertThat(failure).hasMessageEndingWith("the bucket " + bucket + " did not answer in 1 s");
      assertThat(failure.mayPass()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }
    slow.stop(0);
  }

  @Test
  void aServerThatBeginsAnewBehindAPositionIsNotBelieved() throws IOException {
    // Given
    byte[] page =
        ("<ListBucketResult><IsTruncated>false</IsTruncated>"
                + "<Contents><Key>x/a</Key><Size>1</Size></Contents>"
                + "<Contents><Key>x/b</Key><Size>1</Size></Contents></ListBucketResult>")
            .getBytes(UTF_8);
    HttpServer simple = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    simple.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    simple.start();
    Map<String, String> there = new HashMap<>(server.environment());
    there.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + simple.getAddress().getPort());
    BucketSource buckets = new BucketSource(there, PATIENCE);
    Listing first = buckets.list(SourceAddress.of("s3://plain/x/"), null);
    take(first, 1);

    // When
    SourceException failure =
        catchThrowableOfType(
            SourceException.class,
            () -> buckets.list(SourceAddress.of("s3://plain/x/"), first.position()).next());

    // Then
    assertThat(failure.mayPass()).isFalse();
    assertThat(failure).hasMessageContaining("in the order of their keys");
    simple.stop(0);
  }

  @Test
  void whoIsNotThereMayComeBack() {
    // Given: a port of nobody
    Map<String, String> there = new HashMap<>(server.environment());
    there.put("AWS_ENDPOINT_URL", "http://127.0.0.1:1");

    // When
    SourceException failure =
        catchThrowableOfType(
            SourceException.class,
            () -> new BucketSource(there, PATIENCE).list(SourceAddress.of(FLAT), null).next());

    // Then
    assertThat(failure.mayPass()).isTrue();
    assertThat(failure).hasMessage(FLAT + ": the bucket frames does not answer as it should");
  }

  @Test
  void anAddressOfAServerThatIsNoneIsNamed() {
    Map<String, String> there = new HashMap<>(server.environment());
    there.put("AWS_ENDPOINT_URL", "http://not an address");

    assertThatThrownBy(() -> new BucketSource(there, PATIENCE).list(SourceAddress.of(FLAT), null))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("AWS_ENDPOINT_URL");
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Listing list(String uri, @Nullable String after) throws IOException {
    return source.list(SourceAddress.of(uri), after);
  }

  private static List<Found> rest(Listing listing) throws IOException {
    return take(listing, Integer.MAX_VALUE);
  }

  private static List<Found> take(Listing listing, int count) throws IOException {
    List<Found> found = new ArrayList<>();
    while (found.size() < count) {
      Found next = listing.next();
      if (next == null) {
        return found;
      }
      found.add(next);
    }
    return found;
  }
}
