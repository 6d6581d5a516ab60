package io.lamella.upload.reindex;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.pack.PackRef;
import io.lamella.content.store.FileObjectStore;
import io.lamella.content.store.ObjectStore;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.contracts.rest.PacksFound;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.lamella.upload.database.Columns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ReindexTest {
  private ObjectStore store;
  private TestVersion version;

  @BeforeEach
  void version() {
    store = new FileObjectStore(Path.of(URI.create(TestVersion.store())));
    version = TestVersion.fresh();
  }

  private static Answer reindex(TestVersion version, String prefix) {
    return version.send("POST", "/v1/packs/reindex?prefix=" + prefix, BodyPublishers.noBody());
  }

  private static PacksFound reindexAll(TestVersion version) {
    PacksFound sum = PacksFound.NONE;
    for (int i = 0; i < 256; i++) {
      PacksFound found = reindex(version, "%02x".formatted(i)).as(PacksFound.class);
      sum =
          new PacksFound(
              sum.packs() + found.packs(),
              sum.added() + found.added(),
              sum.chunks() + found.chunks(),
              sum.bytes() + found.bytes(),
              found.damaged().isEmpty() ? sum.damaged() : found.damaged());
    }
    return sum;
  }

  private static void lose(TestVersion version) {
    TestRows.change("DELETE FROM chunk WHERE domain = $1", Columns.domain(version.domain()));
    TestRows.change("DELETE FROM pack WHERE domain = $1", Columns.domain(version.domain()));
  }

  @Test
  void rowsThatWereLostAreMadeAgainAndDedupKnowsTheChunks() {
    // Given: content, and the segments of a sealed version
    TestPack pack = TestPack.random(5, 20_000);
    pack.put(version);
    TestPack.register(version, TestPack.run(pack.small(version, "a")));
    TestVersion sealing = version.atEpoch(2);
    sealing.askSeal();
    VersionSealed sealed = sealing.awaitSealed();
    lose(version);

    // When
    PacksFound found = reindexAll(version);

    // Then: chunks of files alone are counted, and found by dedup
    assertThat(found.packs()).isEqualTo(2);
    assertThat(found.added()).isEqualTo(2);
    assertThat(found.chunks()).isEqualTo(5);
    assertThat(found.damaged()).isEmpty();
    assertThat(
            TestRows.count(
                "pack WHERE domain = $1 AND kind = 'SEGMENTS' AND state = 'LIVE'",
                Columns.domain(version.domain())))
        .isEqualTo(1);
    assertThat(TestRows.count("chunk WHERE domain = $1", Columns.domain(version.domain())))
        .isEqualTo(5);
    TestVersion child = version.child(sealed);
    assertThat(pack.put(child).status()).isEqualTo(200);

    // And: again changes nothing
    assertThat(reindexAll(version).added()).isZero();
  }

  @Test
  void whatHasARowStaysAsItIs() {
    TestPack pack = TestPack.random(1, 1_000);
    pack.put(version);
    TestRows.change(
        "UPDATE pack SET state = 'TOMBSTONE' WHERE domain = $1", Columns.domain(version.domain()));

    assertThat(reindexAll(version).added()).isZero();
    assertThat(
            TestRows.count(
                "pack WHERE domain = $1 AND state = 'TOMBSTONE'", Columns.domain(version.domain())))
        .isEqualTo(1);
  }

  @Test
  void whatIsNotThePackItIsCalledIsNamed() throws IOException {
    // Given
    TestPack pack = TestPack.random(1, 1_000);
    pack.put(version);
    PackRef ref = version.pack(pack.index().id());
    Path file = store.localFile(ref.key()).orElseThrow();
    Files.delete(file);
    Files.write(file, TestPack.random(1, 1_000).bytes());
    Files.writeString(file.resolveSibling("not-a-pack"), "x");
    lose(version);

    // When
    PacksFound found = reindexAll(version);

    // Then
    assertThat(found.packs()).isEqualTo(1);
    assertThat(found.added()).isZero();
    assertThat(found.damaged()).containsExactly(ref.key());
  }

  @Test
  void aPrefixIsTwoDigits() {
    reindex(version, "xyz").problem(ErrorCode.INVALID_REQUEST);
  }
}
