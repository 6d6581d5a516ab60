package io.lamella.upload.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.content.Digest;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.rest.FileStored;
import io.lamella.contracts.rest.RunAccepted;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.RawRequest;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.lamella.upload.database.Columns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class FilesTest {
  private final TestVersion version = TestVersion.fresh();

  @Test
  void takesASmallFileIn() {
    // Given
    byte[] content = TestPack.random(100_000);

    // When
    Answer answer =
        put("a/b.bin", content, "Lamella-Mode", "0755", "Lamella-Mtime", "2020-01-02T03:04:05Z");

    // Then
    FileStored stored = answer.as(FileStored.class);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(stored.path()).isEqualTo("a/b.bin");
    assertThat(stored.bytes()).isEqualTo(100_000);
    assertThat(stored.digest()).isEqualTo(Digest.of(content).hex());
    assertThat(stored.stored()).isBetween(100_000L, 101_000L);
    assertThat(entries())
        .contains("\"mode\":\"0755\"", "\"mtime\":\"2020-01-02T03:04:05Z\"", stored.digest());
    assertThat(sealed().bytes()).isEqualTo(100_000);
  }

  @Test
  void takesALongFileInAndStoresItOnce() {
    // Given
    byte[] content = TestPack.random(40 << 20);

    // When
    FileStored first = put("one", content).as(FileStored.class);
    FileStored second = put("two", content).as(FileStored.class);

    // Then
    assertThat(first.digest()).isEqualTo(Digest.of(content).hex());
    assertThat(first.stored()).isBetween(40L << 20, 41L << 20);
    assertThat(second.digest()).isEqualTo(first.digest());
    assertThat(second.stored()).isZero();
    assertThat(packs()).isEqualTo(2);
    assertThat(sealed().files()).isEqualTo(2);
  }

  @Test
  void aSmallChangeOfALongFileStoresLittle() {
    byte[] content = TestPack.random(10 << 20);
    put("one", content).as(FileStored.class);
    content[5 << 20] ^= 1;

    FileStored second = put("one", content).as(FileStored.class);

    assertThat(second.stored()).isLessThan(2 << 20);
  }

  @Test
  void takesAnEmptyFileIn() {
    FileStored stored = put("empty", new byte[0]).as(FileStored.class);

    assertThat(stored.digest()).isEqualTo(Digest.EMPTY.hex());
    assertThat(sealed().files()).isEqualTo(1);
  }

  @Test
  void smallFilesThatArriveTogetherShareAPack() {
    // Given
    version.open();

    // When
    List<CompletableFuture<Answer>> answers =
        IntStream.range(0, 40)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(() -> put("file-" + i, TestPack.random(3_000))))
            .toList();

    // Then
    assertThat(answers).allSatisfy(a -> assertThat(a.join().status()).isEqualTo(201));
    assertThat(packs()).isLessThan(30);
    assertThat(version.draft().as(DraftView.class).pending()).isEqualTo(40);
    assertThat(sealed().files()).isEqualTo(40);
  }

  @Test
  void aPathIsDecodedOnceFromTheRawTarget() {
    put("%C3%A9%20%2525/%0A%22", TestPack.random(10)).as(FileStored.class);

    assertThat(entries()).contains("\"path\":\"é %25/\\n\\\"\"");
  }

  @Test
  void refusesPathsThatNoVersionCanHold() {
    for (String path :
        List.of(
            "a/%2E%2E/b",
            "%2E", "a%2Fb", "%00", "a//b", "/a", "%FF", "%ED%A0%80", "a/", "x".repeat(5_000))) {
      put(path, new byte[1]).problem(ErrorCode.INVALID_PATH);
    }
  }

  @Test
  void aFileThatIsCutOffIsNotThere() {
    // Given
    version.open();

    // When
    RawRequest.cutOff(
        version,
        "PUT",
        "/v1/drafts/" + version.id() + "/files/half",
        10 << 20,
        TestPack.random(6 << 20));

    // Then
    await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(10))
        .until(() -> version.draft().as(DraftView.class).pending() == 0);
  }

  @Test
  void removesAFileAndAFolder() {
    put("a", TestPack.random(10));
    put("d/b", TestPack.random(10));
    put("d/c", TestPack.random(10));

    delete("a").as(RunAccepted.class);
    delete("d?recursive=true").as(RunAccepted.class);

    assertThat(version.draft().as(DraftView.class).pending()).isZero();
  }

  @Test
  void putsAFileWhereAFolderWas() {
    put("a/b", TestPack.random(10)).as(FileStored.class);
    put("a/c/d", TestPack.random(10)).as(FileStored.class);

    put("a", TestPack.random(10)).as(FileStored.class);

    assertThat(entries()).contains("\"path\":\"a\"").doesNotContain("a/");
    assertThat(sealed().files()).isEqualTo(1);
  }

  @Test
  void putsAFolderWhereAFileWas() {
    put("a", TestPack.random(10)).as(FileStored.class);

    put("a/b", TestPack.random(10)).as(FileStored.class);

    assertThat(entries()).contains("a/b").doesNotContain("\"path\":\"a\"");
  }

  private Answer put(String path, byte[] content, String... headers) {
    return version.send(
        "PUT",
        "/v1/drafts/" + version.id() + "/files/" + path,
        BodyPublishers.ofByteArray(content),
        headers);
  }

  private Answer delete(String path) {
    return version.send(
        "DELETE", "/v1/drafts/" + version.id() + "/files/" + path, BodyPublishers.noBody());
  }

  private String entries() {
    return new String(version.get("/entries").bytes(), StandardCharsets.UTF_8);
  }

  private long packs() {
    return TestRows.count("pack WHERE domain = $1", Columns.domain(version.domain()));
  }

  private VersionSealed sealed() {
    version.atEpoch(2).askSeal();
    return version.atEpoch(2).awaitSealed();
  }
}
