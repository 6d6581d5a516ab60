package io.lamella.upload.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.content.pack.Slot;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.rest.PackStored;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.ForgedPack;
import io.lamella.upload.RawRequest;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.lamella.upload.database.Columns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class PackIntakeTest {
  @Test
  void takesAPackInOnce() {
    // Given
    TestVersion version = TestVersion.fresh();
    TestPack pack = TestPack.random(20, 50_000);

    // When
    PackStored first = pack.put(version).as(PackStored.class);
    PackStored second = pack.put(version).as(PackStored.class);

    // Then
    assertThat(first)
        .isEqualTo(new PackStored(pack.index().id().hex(), 0, 20, pack.bytes().length, false));
    assertThat(second)
        .isEqualTo(new PackStored(pack.index().id().hex(), 0, 20, pack.bytes().length, true));
  }

  @Test
  void takesAnEightMebibytePackIn() {
    TestVersion version = TestVersion.fresh();
    TestPack pack = TestPack.random(128, 65_536);

    PackStored stored = pack.put(version).as(PackStored.class);

    assertThat(stored.bytes()).isGreaterThan(8 << 20);
    assertThat(chunksKnown(version)).isEqualTo(128);
  }

  @Test
  void leasesAStoredPackToWhoeverSendsItAgain() {
    // Given
    TestVersion first = TestVersion.fresh();
    TestVersion second = TestVersion.in(first.domain());
    TestPack pack = TestPack.random(2, 20_000);
    pack.put(first);

    // When
    assertThat(pack.put(second).as(PackStored.class).existed()).isTrue();

    // Then
    assertThat(TestRows.count("lease WHERE draft = $1", second.id())).isEqualTo(1);
  }

  @Test
  void refusesAPackWithOneWrongByte() {
    // Given
    TestVersion version = TestVersion.fresh();
    TestPack pack = TestPack.random(5, 50_000);
    byte[] wrong = pack.bytes().clone();
    wrong[wrong.length / 2] ^= 1;

    // When
    Answer answer = version.send("PUT", pack.path(version), BodyPublishers.ofByteArray(wrong));

    // Then
    assertThat(answer.problem(ErrorCode.INVALID_PACK)).isNotBlank();
    assertNothingKnown(version);
    assertThat(pack.put(version).as(PackStored.class).existed()).isFalse();
  }

  @Test
  void refusesAPackThatEndsTooEarly() {
    TestVersion version = TestVersion.fresh();
    TestPack pack = TestPack.random(5, 50_000);
    byte[] shorter = Arrays.copyOf(pack.bytes(), pack.bytes().length - 1);

    Answer answer = version.send("PUT", pack.path(version), BodyPublishers.ofByteArray(shorter));

    answer.problem(ErrorCode.INVALID_PACK);
    assertNothingKnown(version);
  }

  @Test
  void refusesAPackUnderAnotherId() {
    TestVersion version = TestVersion.fresh();
    TestPack pack = TestPack.random(2, 5_000);
    TestPack other = TestPack.random(2, 5_000);

    Answer answer =
        version.send("PUT", pack.path(version), BodyPublishers.ofByteArray(other.bytes()));

    answer.problem(ErrorCode.INVALID_PACK);
    assertNothingKnown(version);
  }

  static Stream<Arguments> forged() {
    return Stream.of(
        Arguments.of(ForgedPack.withAWrongLength(), "does not decode to 5001 bytes"),
        Arguments.of(ForgedPack.withAWrongChunkId(), "the bytes are not those of chunk"),
        Arguments.of(ForgedPack.withALyingFooter(), "the frames are those of pack"),
        Arguments.of(ForgedPack.bomb(), "does not decode to 2097152 bytes"));
  }

  @ParameterizedTest
  @MethodSource("forged")
  void refusesAPackWhoseChecksumsVouchForALie(ForgedPack forged, String why) {
    // Given
    TestVersion version = TestVersion.fresh();

    // When
    Answer answer =
        version.send(
            "PUT",
            "/v1/packs/" + forged.id() + "?draft=" + version.id(),
            BodyPublishers.ofByteArray(forged.bytes()));

    // Then
    assertThat(answer.problem(ErrorCode.INVALID_PACK)).contains(why);
    assertNothingKnown(version);
  }

  @Test
  void refuses70MebibytesThatWereNotAnnounced() {
    // Given: frames that are good, and too many
    TestVersion version = TestVersion.fresh();
    TestPack pack = TestPack.random(35, 1 << 20);
    Slot last = pack.index().slots().get(34);
    byte[] frames = Arrays.copyOf(pack.bytes(), (int) last.offset() + last.frameLength());

    // When
    Answer answer =
        version.send(
            "PUT",
            pack.path(version),
            BodyPublishers.ofInputStream(
                () ->
                    new SequenceInputStream(
                        new ByteArrayInputStream(frames), new ByteArrayInputStream(frames))));

    // Then
    assertThat(answer.status()).isIn(413, 422);
    assertThat(new String(answer.bytes(), StandardCharsets.UTF_8))
        .containsAnyOf("67108864", "64 MiB");
    assertNothingKnown(version);
  }

  @Test
  void refusesAPackThatIsTooLargeAndSaysTheLimit() {
    TestVersion version = TestVersion.fresh();
    TestPack pack = TestPack.random(1, 1_000);

    String answer = RawRequest.announce(version, "PUT", pack.path(version), (64 << 20) + 1);

    assertThat(answer).startsWith("HTTP/1.1 413").contains("too-large", "67108864");
  }

  @Test
  void aPackThatIsCutOffLeavesNothing() {
    // Given
    TestVersion version = TestVersion.fresh();
    TestPack pack = TestPack.random(30, 50_000);
    version.open();

    // When
    RawRequest.cutOff(
        version,
        "PUT",
        pack.path(version),
        pack.bytes().length,
        Arrays.copyOf(pack.bytes(), pack.bytes().length / 2));

    // Then
    await()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertNothingKnown(version));
    assertThat(pack.put(version).as(PackStored.class).existed()).isFalse();
  }

  @Test
  void aRowStaysWhereItsObjectMayBeThere() throws IOException {
    // Given: a store where the pack cannot be put in its place
    TestVersion version = TestVersion.fresh();
    TestPack pack = TestPack.random(3, 10_000);
    Path object =
        Path.of(URI.create(TestVersion.store())).resolve(version.pack(pack.index().id()).key());
    Files.createDirectories(object);

    // When
    Answer answer = pack.put(version);

    // Then
    assertThat(answer.status()).isGreaterThanOrEqualTo(500);
    assertThat(packs(version)).isEqualTo(1);
    assertThat(chunksKnown(version)).isZero();
    Files.delete(object);
    assertThat(pack.put(version).as(PackStored.class).existed()).isFalse();
  }

  @Test
  void theSamePackAtOnceIsOnePack() {
    // Given
    TestVersion version = TestVersion.fresh();
    TestPack pack = TestPack.random(40, 50_000);
    version.open();

    // When
    List<CompletableFuture<Answer>> answers =
        IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> pack.put(version)))
            .toList();

    // Then
    assertThat(answers)
        .allSatisfy(a -> assertThat(a.join().as(PackStored.class).chunks()).isEqualTo(40));
    assertThat(packs(version)).isEqualTo(1);
    assertThat(chunksKnown(version)).isEqualTo(40);
  }

  private static void assertNothingKnown(TestVersion version) {
    assertThat(packs(version)).isZero();
    assertThat(chunksKnown(version)).isZero();
  }

  private static long packs(TestVersion version) {
    return TestRows.count("pack WHERE domain = $1", Columns.domain(version.domain()));
  }

  private static long chunksKnown(TestVersion version) {
    return TestRows.count("chunk WHERE domain = $1", Columns.domain(version.domain()));
  }
}
