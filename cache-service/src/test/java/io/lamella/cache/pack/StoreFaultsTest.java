package io.lamella.cache.pack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.cache.CacheConfig;
import io.lamella.cache.CacheFolders;
import io.lamella.cache.CacheServer;
import io.lamella.cache.TestVersion;
import io.lamella.cache.VersionBuilder;
import io.lamella.cache.contentcache.ContentCache;
import io.lamella.testkit.BlockedThreads;
import io.lamella.testkit.FaultyStore.Fault;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What readers get where the store is slow, or fails now and then. */
@QuarkusTest
@QuarkusTestResource(
    value = RealServices.class,
    initArgs = @ResourceArg(name = "postgresql", value = "false"))
@QuarkusTestResource(CacheFolders.class)
class StoreFaultsTest {
  private static final byte[] LARGE = bytes(1, 5_000_000);
  private static final byte[] SMALL = bytes(2, 10_000);

  /** Fewer than the threads that read content. */
  private static final int WAITING = 8;

  @TempDir Path store;
  @TempDir Path otherStore;
  @Inject CacheServer server;
  @Inject ContentCache cache;
  @Inject CacheConfig config;
  private final BlockedThreads blocked = new BlockedThreads();
  private final ExecutorService clients = Executors.newFixedThreadPool(WAITING + 1);
  private TestVersion version;

  @BeforeEach
  void makeVersion() throws Exception {
    version = new VersionBuilder(store).file("large", LARGE).file("small", SMALL).seal();
  }

  @AfterEach
  void stop() {
    blocked.close();
    clients.shutdownNow();
  }

  private void meet(Fault fault) {
    FaultyPacks.meet(cache, config, store, fault);
  }

  @Test
  void everythingComesOutRightThoughEveryThirdCallFails() throws Exception {
    meet(Fault.everyThird());

    for (int i = 0; i < 3; i++) {
      assertThat(server.get(version, "files/large").body()).isEqualTo(LARGE);
      assertThat(server.get(version, "files/small").body()).isEqualTo(SMALL);
      assertThat(server.get(version, "files/large", "Range", "bytes=3000000-3999999").body())
          .isEqualTo(Arrays.copyOfRange(LARGE, 3_000_000, 4_000_000));
      assertThat(tar(server.get(version, "tar").body()))
          .containsOnlyKeys("large", "small")
          .containsEntry("large", LARGE);
    }
  }

  @Test
  void asksToComeAgainWhileTheStoreFails() {
    meet(
        call -> {
          throw new IOException("away");
        });

    HttpResponse<byte[]> answer = server.get(version, "files/small");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(new String(answer.body(), UTF_8)).contains("\"unavailable\"").doesNotContain("away");
  }

  @Test
  void aSlowStoreIsWaitedForButNotByAnEventLoop() {
    meet(Fault.slow(Duration.ofMillis(1_500)));

    assertThat(server.get(version, "files/small").body()).isEqualTo(SMALL);

    assertThat(blocked.said()).isEmpty();
  }

  @Test
  void aStoreThatStandsStillHoldsNoReaderOfAnotherOneUp() throws Exception {
    // Given
    TestVersion other = new VersionBuilder(otherStore).file("small", SMALL).seal();
    CountDownLatch released = new CountDownLatch(1);
    AtomicInteger standing = new AtomicInteger();
    meet(Fault.standStill(released, standing));
    List<CompletableFuture<HttpResponse<byte[]>>> waiting =
        IntStream.range(0, WAITING).mapToObj(i -> get(version, "files/large")).toList();
    await().atMost(Duration.ofMinutes(1)).until(() -> standing.get() > 0);

    // When
    CompletableFuture<HttpResponse<byte[]>> read = get(other, "files/small");

    // Then
    assertThat(read)
        .succeedsWithin(Duration.ofMinutes(1))
        .satisfies(answer -> assertThat(answer.body()).isEqualTo(SMALL));
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    released.countDown();
    assertThat(waiting).allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo(LARGE));
    assertThat(blocked.said()).isEmpty();
  }

  private CompletableFuture<HttpResponse<byte[]>> get(TestVersion from, String what) {
    return CompletableFuture.supplyAsync(() -> server.get(from, what), clients);
  }

  private static Map<String, byte[]> tar(byte[] bytes) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(bytes))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }

  private static byte[] bytes(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
