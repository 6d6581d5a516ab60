package io.lamella.cache.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.cache.CacheFolders;
import io.lamella.cache.CacheServer;
import io.lamella.cache.TestVersion;
import io.lamella.cache.VersionBuilder;
import io.lamella.cache.localcopy.LocalCopyJobs;
import io.lamella.contracts.RootRef;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.event.VersionEvent;
import io.lamella.contracts.rest.LocalCopyView;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that makes local copies of versions as soon as they are final. */
@TestProfile(WarmLocalCopiesTest.AsCopies.class)
@QuarkusTest
@QuarkusTestResource(
    value = RealServices.class,
    initArgs = @ResourceArg(name = "postgresql", value = "false"))
@QuarkusTestResource(CacheFolders.class)
class WarmLocalCopiesTest {
  /** Copies instead of cached blocks. */
  public static final class AsCopies implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("lamella.warm-local-copies", "true", "lamella.cache.roles", "serve");
    }
  }

  @TempDir Path store;
  @Inject CacheServer server;
  @Inject LocalCopyJobs jobs;
  @Inject Warming warming;

  @Test
  void copiesVersionsThatBecomeFinalWhereTheyAreWanted() throws Exception {
    // Given
    TestVersion cold = new VersionBuilder(store).file("cold", new byte[] {1}).seal();
    TestVersion warm = new VersionBuilder(store).file("a/warm", new byte[] {2}).seal();
    send(cold.finalized("cold", "frames"));

    // When
    send(warm.finalized("warm/deep", "frames"));

    // Then
    LocalCopyView ready =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> find(warm),
                view -> view.filter(copy -> copy.state().equals("ready")).isPresent())
            .orElseThrow();
    assertThat(Path.of(String.valueOf(ready.path())).resolve("a/warm"))
        .hasBinaryContent(new byte[] {2});
    assertThat(find(cold)).isEmpty();
  }

  @Test
  void whoOnlyServesShowsNoPreviews() throws Exception {
    TestVersion version = new VersionBuilder(store).file("a.csv", new byte[] {'a'}).seal();

    assertThat(server.preview(version, "preview?path=a.csv").statusCode()).isEqualTo(404);
    assertThat(server.get(version, "files/a.csv").statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsNoEventKeepsNoneBehindItFromBeingTaken() throws Exception {
    TestVersion warm = new VersionBuilder(store).file("after/nonsense", new byte[] {5}).seal();
    VersionEvent event = warm.finalized("warm/deep", "frames");
    String key = event.dataset().toString();

    awaitReady(
        warm,
        () -> {
          TestTopics.send(new ProducerRecord<>(Topic.VERSIONS, key, new byte[] {1}));
          send(event);
        });
  }

  /** Nothing is promised of what does not fit, but nobody waits for it, and it can come again. */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void whatDoesNotFitIntoTheQueueIsLeftOutAndCanComeAgain() throws Exception {
    // Given
    TestVersion late = new VersionBuilder(store).file("late", new byte[] {3}).seal();
    TestVersion behind = new VersionBuilder(store).file("behind", new byte[] {4}).seal();

    // When: the thread that warms stands still, and more are wanted than may wait
    Logger log = Logger.getLogger(Warming.class.getName());
    log.setLevel(Level.SEVERE);
    synchronized (ClientProxy.unwrap(jobs)) {
      for (int i = 0; i < 1_001; i++) {
        want(UUID.randomUUID(), new RootRef("no root " + i, late.root().toRef().address()), late);
      }
      want(late.id(), late.root().toRef(), late);
    }

    // Then
    awaitReady(behind, () -> want(behind.id(), behind.root().toRef(), behind));
    log.setLevel(null);
    assertThat(find(late)).isEmpty();
    awaitReady(late, () -> want(late.id(), late.root().toRef(), late));
  }

  private void want(UUID version, RootRef root, TestVersion where) {
    warming.want(version, root, List.of(where.domain()));
  }

  private void awaitReady(TestVersion version, Runnable wish) {
    await()
        .atMost(Duration.ofMinutes(5))
        .until(
            () -> {
              if (find(version).isEmpty()) {
                wish.run();
              }
              return find(version).filter(copy -> copy.state().equals("ready")).isPresent();
            });
  }

  private Optional<LocalCopyView> find(TestVersion version) {
    return jobs.list().stream().filter(copy -> copy.version().equals(version.id())).findFirst();
  }

  private static void send(VersionEvent event) {
    TestTopics.send(
        Topic.VERSIONS,
        event.dataset().toString(),
        EventType.VERSION_FINALIZED,
        event.version().toString(),
        event);
  }
}
