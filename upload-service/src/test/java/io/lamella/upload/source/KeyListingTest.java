package io.lamella.upload.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.content.bucket.BucketException;
import io.lamella.content.bucket.BucketKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Prefixes of Google's and Azure's buckets, however large: page by page, from any position on. */
class KeyListingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MANY = 3_500;

  private static String flat(BucketKind kind) {
    return kind.scheme() + "://" + ListingServer.BUCKET + "/flat/";
  }

  private static String name(int i) {
    return String.format("%05d.jpg", i);
  }

  private static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(KeyListingTest::name).toList();
  }

  private static ListingServer filled(BucketKind kind) throws IOException {
    ListingServer server = new ListingServer(kind);
    server.put("flas", 1);
    server.put("flat", 1);
    server.put("flat0", 1);
    for (int i = 0; i < MANY; i++) {
      server.put("flat/" + name(i), i % 7);
    }
    return server;
  }

  private static BucketSource source(ListingServer server) {
    return new BucketSource(server.environment(), PATIENCE);
  }

  private static Listing list(BucketSource source, String uri, @Nullable String after)
      throws IOException {
    return source.list(SourceAddress.of(uri), after);
  }

  /** The next ones, as many as there are. */
  static List<Found> take(Listing listing, int count) throws IOException {
    List<Found> found = new ArrayList<>();
    while (found.size() < count) {
      Found next = listing.next();
      if (next == null) {
        break;
      }
      found.add(next);
    }
    return found;
  }

  private static List<Found> rest(Listing listing) throws IOException {
    return take(listing, Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @EnumSource(names = {"GCS", "AZURE"})
  void aFlatPrefixComesInPages(BucketKind kind) throws IOException {
    try (ListingServer server = filled(kind)) {
      // When
      List<Found> found = rest(list(source(server), flat(kind), null));

      // Then
      assertThat(server.listings()).isEqualTo(4);
      assertThat(found).extracting(Found::path).containsExactlyElementsOf(names(0, MANY));
      Found one = found.get(1_999);
      assertThat(one.uri()).isEqualTo(flat(kind) + name(1_999));
      assertThat(one.size()).isEqualTo(1_999 % 7);
      assertThat(one.modified()).isEqualTo(ListingServer.MODIFIED);
      assertThat(one.etag()).isEqualTo(kind == BucketKind.GCS ? "CJ4" : "\"0x4\"");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GCS", "AZURE"})
  void noPageIsAskedForBeforeItIsWanted(BucketKind kind) throws IOException {
    try (ListingServer server = filled(kind)) {
      // Given
      Listing listing = list(source(server), flat(kind), null);
      assertThat(server.listings()).isZero();

      // When
      take(listing, 10);

      // Then
      assertThat(server.listings()).isEqualTo(1);
      take(listing, 991);
      assertThat(server.listings()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GCS", "AZURE"})
  void aPageThatFailsPassesAndTheListingGoesOnFromWhereItStood(BucketKind kind) throws IOException {
    try (ListingServer server = filled(kind)) {
      // Given
      Listing first = list(source(server), flat(kind), null);
      server.failListing(3, 503);
      List<Found> found = new ArrayList<>(take(first, 2_000));

      // When
      SourceException failure = catchThrowableOfType(SourceException.class, first::next);

      // Then
      assertThat(failure).hasMessage(flat(kind) + ": the bucket frames asks to be slower");
      assertThat(failure.mayPass()).isTrue();
      assertThat(server.listings()).isEqualTo(3);
      found.addAll(rest(list(source(server), flat(kind), first.position())));
      assertThat(found).extracting(Found::path).containsExactlyElementsOf(names(0, MANY));
      assertThat(server.listings()).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GCS", "AZURE"})
  void eachPositionHasTheRestBehindIt(BucketKind kind) throws IOException {
    try (ListingServer server = new ListingServer(kind)) {
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
              "z");
      names.forEach(name -> server.put("order/" + name, 1));
      List<String> expected =
          names.stream()
              .filter(name -> !name.endsWith("/"))
              .sorted((a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8)))
              .toList();
      String prefix = kind.scheme() + "://frames/order/";
      BucketSource source = source(server);

      // When
      Listing listing = list(source, prefix, null);
      List<String> found = new ArrayList<>();
      List<String> positions = new ArrayList<>();
      for (Found next = listing.next(); next != null; next = listing.next()) {
        found.add(next.path());
        positions.add(listing.position());
      }

      // Then
      assertThat(found).containsExactlyElementsOf(expected);
      for (int i = 0; i < positions.size(); i++) {
        assertThat(rest(list(source, prefix, positions.get(i))))
            .as("behind %s", positions.get(i))
            .extracting(Found::path)
            .containsExactlyElementsOf(expected.subList(i + 1, expected.size()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GCS", "AZURE"})
  void aWholeBucketIsListed(BucketKind kind) throws IOException {
    try (ListingServer server = new ListingServer(kind)) {
      server.put("a.txt", 1);
      server.put("day=01/b.txt", 2);

      Listing whole = list(source(server), kind.scheme() + "://frames/", null);

      assertThat(rest(whole)).extracting(Found::path).containsExactly("a.txt", "day=01/b.txt");
      assertThat(rest(list(source(server), kind.scheme() + "://frames/", whole.position())))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GCS", "AZURE"})
  void whoIsRefusedAndWhatIsNotThereSaySo(BucketKind kind) throws IOException {
    try (ListingServer server = filled(kind)) {
      // Given
      server.failListing(1, 403);

      // Then
      assertThatThrownBy(() -> list(source(server), flat(kind), null).next())
          .isInstanceOf(SourceException.class)
          .hasNoCause()
          .hasMessage(
              flat(kind)
                  + ": the bucket frames refuses access; credentials are taken from "
                  + kind.credentials());
      assertThatThrownBy(() -> list(source(server), kind.scheme() + "://nowhere/x/", null).next())
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("the bucket nowhere is not there, or cannot be reached");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GCS", "AZURE"})
  void aServerThatTricklesIsGivenUp(BucketKind kind) throws IOException {
    try (ListingServer server = filled(kind)) {
      // Given
      server.trickle();
      BucketSource source = new BucketSource(server.environment(), Duration.ofSeconds(1));

      // When
      long began = System.nanoTime();
      SourceException failure =
          catchThrowableOfType(SourceException.class, () -> list(source, flat(kind), null).next());

      // Then
      assertThat(failure).hasMessageEndingWith("the bucket frames did not answer in 1 s");
      assertThat(failure.mayPass()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GCS", "AZURE"})
  void aServerThatBeginsAnewBehindAPositionIsNotBelieved(BucketKind kind) throws IOException {
    try (ListingServer server = filled(kind)) {
      // Given
      Listing first = list(source(server), flat(kind), null);
      take(first, 5);
      server.beginAnew();

      // When
      SourceException failure =
          catchThrowableOfType(
              SourceException.class,
              () -> list(source(server), flat(kind), first.position()).next());

      // Then
      assertThat(failure.mayPass()).isFalse();
      assertThat(failure).hasMessageContaining("in the order of their keys");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GCS", "AZURE"})
  void whoIsNotThereMayComeBack(BucketKind kind) {
    // Given: a port of nobody
    Map<String, String> there =
        kind == BucketKind.GCS
            ? Map.of("STORAGE_EMULATOR_HOST", "127.0.0.1:1")
            : Map.of("AZURE_STORAGE_ENDPOINT", "http://127.0.0.1:1/lamella");

    // When
    SourceException failure =
        catchThrowableOfType(
            SourceException.class,
            () -> list(new BucketSource(there, PATIENCE), flat(kind), null).next());

    // Then
    assertThat(failure.mayPass()).isTrue();
    assertThat(failure).hasMessage(flat(kind) + ": the bucket frames does not answer as it should");
  }

  @Test
  void anAddressOfAServerThatIsNoneIsNamed() {
    Map<String, String> none = new HashMap<>();
    none.put("AZURE_STORAGE_ENDPOINT", "http://not an address");
    none.put("STORAGE_EMULATOR_HOST", "http://not an address");
    BucketSource source = new BucketSource(none, PATIENCE);

    assertThatThrownBy(() -> list(source, flat(BucketKind.AZURE), null))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("AZURE_STORAGE_ENDPOINT");
    assertThatThrownBy(() -> list(source, flat(BucketKind.GCS), null))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("STORAGE_EMULATOR_HOST");
  }

  @Test
  void azureIsToldWhichVariablesItsAccountIsIn() {
    Map<String, String> nothing = Map.of("AZURE_STORAGE_ENDPOINT", "", "AZURE_STORAGE_ACCOUNT", "");

    assertThatThrownBy(
            () -> list(new BucketSource(nothing, PATIENCE), flat(BucketKind.AZURE), null))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("set AZURE_STORAGE_ACCOUNT");
  }

  @Test
  void aServiceAccountOfGoogleGetsATokenAndShowsIt(@TempDir Path folder)
      throws IOException, GeneralSecurityException {
    try (ListingServer server = filled(BucketKind.GCS)) {
      // Given
      server.askForToken();
      Path file = folder.resolve("account.json");
      Files.writeString(file, account(server));
      Map<String, String> access = new HashMap<>();
      access.put("endpoint", server.address());
      access.put("credential_path", file.toString());

      // Then
      assertThat(new GcsPages(access, PATIENCE).first("frames", "flat/", null).objects())
          .hasSize(ObjectPages.LIMIT);
      access.put("allow_anonymous", "true");
      assertThatThrownBy(() -> new GcsPages(access, PATIENCE).first("frames", "flat/", null))
          .isInstanceOf(BucketException.class)
          .hasMessageContaining("refuses access");
      access.remove("allow_anonymous");
      access.put("credential_path", folder.resolve("absent").toString());
      assertThatThrownBy(() -> new GcsPages(access, PATIENCE).first("frames", "flat/", null))
          .isInstanceOf(BucketException.class)
          .hasMessageContaining("credentials are taken from GOOGLE_APPLICATION_CREDENTIALS");
    }
  }

  private static String account(ListingServer server) throws IOException, GeneralSecurityException {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
    keys.initialize(2_048);
    String key =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder()
                .encodeToString(keys.generateKeyPair().getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    return new ObjectMapper()
        .writeValueAsString(
            Map.of(
                "type",
                "service_account",
                "client_id",
                "1",
                "client_email",
                "lamella@example.test",
                "private_key_id",
                "1",
                "private_key",
                key,
                "token_uri",
                server.address() + "/token"));
  }
}
