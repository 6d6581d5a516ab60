package io.lamella.cache.contentcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.cache.CacheFolders;
import io.lamella.cache.CacheServer;
import io.lamella.cache.DamagedPack;
import io.lamella.cache.TestVersion;
import io.lamella.cache.VersionBuilder;
import io.lamella.content.pack.PackRef;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.event.VersionEvent;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service does with stores that are far away: their packs go through the cache. */
@TestProfile(BehindCacheTest.FarAway.class)
@QuarkusTest
@QuarkusTestResource(
    value = RealServices.class,
    initArgs = @ResourceArg(name = "postgresql", value = "false"))
@QuarkusTestResource(CacheFolders.class)
class BehindCacheTest {
  private static final byte[] LARGE = new byte[3_000_000];

  static {
    new Random(8).nextBytes(LARGE);
  }

  /** Treats {@code file:} stores as if they were far away. */
  public static final class FarAway implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("lamella.cache.file-stores", "true", "lamella.cache.block-bytes", "65536");
    }
  }

  @TempDir Path store;
  @Inject CacheServer server;

  @ConfigProperty(name = "lamella.cache.dir")
  Path cache;

  private TestVersion version;
  private List<PackRef> packs;

  @BeforeEach
  void makeVersion() throws Exception {
    VersionBuilder builder = new VersionBuilder(store).file("large", LARGE);
    version = builder.seal();
    packs = builder.packs();
  }

  @Test
  void servesFilesWhoseStoreIsGoneOnceTheyWereRead() throws Exception {
    // Given
    server.get(version, "files/large");
    for (PackRef pack : packs) {
      DamagedPack.lose(store, pack);
    }

    // When
    HttpResponse<byte[]> answer = server.get(version, "files/large");

    // Then
    assertThat(answer.body()).isEqualTo(LARGE);
  }

  @Test
  void fetchesDamagedBlocksAgain() throws Exception {
    // Given
    server.get(version, "files/large");
    for (Path block : blocks(packs.get(1))) {
      byte[] bytes = Files.readAllBytes(block);
      bytes[bytes.length / 2] ^= 8;
      Files.write(block, bytes);
    }

    // When
    HttpResponse<byte[]> answer = server.get(version, "files/large");

    // Then
    assertThat(answer.body()).isEqualTo(LARGE);
  }

  @Test
  void readsRightBytesOnceADamagedStoreIsMended() throws Exception {
    // Given
    PackRef pack = packs.get(0);
    byte[] good = Files.readAllBytes(store.resolve(pack.key()));
    DamagedPack.flip(store, pack, 5000);
    assertThat(server.get(version, "files/large").statusCode()).isEqualTo(500);

    // When
    DamagedPack.replace(store, pack, good);

    // Then
    assertThat(server.get(version, "files/large").body()).isEqualTo(LARGE);
  }

  @Test
  void readsAVersionOnceItsDamagedManifestIsMended() throws Exception {
    // Given
    PackRef pack = version.root().address().pack();
    byte[] good = Files.readAllBytes(store.resolve(pack.key()));
    DamagedPack.flip(store, pack, (int) version.root().address().offset() + 60);
    HttpResponse<byte[]> damaged = server.get(version, "entries");

    // When
    DamagedPack.replace(store, pack, good);

    // Then
    assertThat(damaged.statusCode()).isEqualTo(500);
    assertThat(server.get(version, "entries").statusCode()).isEqualTo(200);
  }

  @Test
  void sendsPackRangesThroughTheCache() throws Exception {
    // Given
    PackRef pack = packs.get(0);
    byte[] stored = Files.readAllBytes(store.resolve(pack.key()));
    String address = "packs/" + pack.domain() + "/" + pack.id().hex() + ".0";

    // When
    HttpResponse<byte[]> answer = server.get(version, address, "Range", "bytes=70000-900000");

    // Then
    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(stored, 70_000, 900_001));
    assertThat(blocks(pack)).hasSize(13);
  }

  @Test
  void warmsAVersionThatIsAskedFor() throws Exception {
    HttpResponse<byte[]> answer = server.send("POST", version, "warm");

    assertThat(answer.statusCode()).isEqualTo(202);
    awaitWarm();
  }

  @Test
  void warmsVersionsThatBecomeFinalWhereTheyAreWanted() throws Exception {
    // Given
    VersionBuilder other = new VersionBuilder(store).file("other", LARGE);
    send(other.seal().finalized("cold", "frames"));

    // When
    send(version.finalized("warm/deep", "frames"));

    // Then
    awaitWarm();
    assertThat(blocks(other.packs().get(0))).isEmpty();
  }

  private static void send(VersionEvent event) {
    TestTopics.send(
        Topic.VERSIONS,
        event.dataset().toString(),
        EventType.VERSION_FINALIZED,
        event.version().toString(),
        event);
  }

  private void awaitWarm() throws IOException {
    int blocks = 0;
    for (PackRef pack : packs) {
      blocks += (int) (Files.size(store.resolve(pack.key())) / 65536 + 1);
    }
    int least = blocks - packs.size();
    await()
        .atMost(Duration.ofSeconds(20))
        // temporary files go while the folder is walked
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .untilAsserted(
            () ->
                assertThat(packs.stream().mapToInt(pack -> blocks(pack).size()).sum())
                    .isGreaterThanOrEqualTo(least));
  }

  private List<Path> blocks(PackRef pack) {
    try (Stream<Path> files = Files.walk(cache)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().startsWith(pack.id().hex()))
          .filter(file -> file.getFileName().toString().contains(pack.domain()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
