package io.lamella.cache.localcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.cache.CacheFolders;
import io.lamella.cache.TestVersion;
import io.lamella.cache.VersionBuilder;
import io.lamella.cache.pack.Packs;
import io.lamella.content.localcopy.LocalCopies;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.LocalCopyView;
import io.lamella.testkit.RealServices;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(
    value = RealServices.class,
    initArgs = @ResourceArg(name = "postgresql", value = "false"))
@QuarkusTestResource(CacheFolders.class)
class RestartTest {
  private record Settings(Path dir, long bytes, Duration keep, int workers)
      implements LocalCopyConfig {}

  /** Keeps what it is told. */
  private static final class Told implements CopyEvents {
    final Queue<String> events = new ConcurrentLinkedQueue<>();

    @Override
    public void ready(CopyRecord copy, UUID version) {
      events.add("ready " + version);
    }

    @Override
    public void evicted(CopyRecord copy, UUID version) {
      events.add("evicted " + version);
    }
  }

  @TempDir Path folder;
  @Inject Packs packs;
  @Inject Vertx vertx;
  private final Told told = new Told();
  private LocalCopyJobs jobs;

  @AfterEach
  void stop() throws IOException {
    jobs.stop();
  }

  @Test
  void knowsWhatIsReadyAfterARestart() throws Exception {
    // Given
    TestVersion version = version(1);
    jobs = start(1 << 20);
    LocalCopyView ready = awaitReady(want(version).id());
    jobs.stop();

    // When
    jobs = start(1 << 20);

    // Then
    assertThat(jobs.view(ready.id())).contains(ready);
    assertThat(jobs.list()).containsExactly(ready);
    assertThat(told.events).containsExactly("ready " + version.id());
  }

  @Test
  void makesWhatWasWantedBeforeARestart() throws Exception {
    // Given
    TestVersion version = version(2);
    LocalCopies.Wanted wanted =
        new LocalCopies.Wanted(version.id().toString(), version.root(), null);
    CopyRecord before = CopyRecord.wanted(wanted, List.of(version.domain()), false, Set.of());
    new CopyRecords(folder.resolve("copies/records")).save(before);

    // When
    jobs = start(1 << 20);

    // Then
    LocalCopyView ready = awaitReady(before.id());
    assertThat(Path.of(String.valueOf(ready.path())).resolve("file")).hasSize(10_000);
    assertThat(told.events).containsExactly("ready " + version.id());
  }

  @Test
  void forgetsWhatWasTakenAwayWhileItWasNotThere() throws Exception {
    // Given
    TestVersion version = version(3);
    jobs = start(1 << 20);
    String id = awaitReady(want(version).id()).id();
    jobs.stop();
    try (LocalCopies copies =
        LocalCopies.open(folder.resolve("copies/copies"), LocalCopies.Settings.DEFAULT)) {
      copies.remove(id);
    }

    // When
    jobs = start(1 << 20);

    // Then
    assertThat(jobs.view(id)).isEmpty();
    assertThat(told.events).containsExactly("ready " + version.id(), "evicted " + version.id());
  }

  @Test
  void saysWhichCopyHadToGoForAnother() throws Exception {
    // Given
    TestVersion first = version(4);
    TestVersion second = version(5);
    jobs = start(15_000);
    awaitReady(want(first).id());

    // When
    awaitReady(want(second).id());

    // Then
    await()
        .untilAsserted(
            () ->
                assertThat(told.events)
                    .containsExactlyInAnyOrder(
                        "ready " + first.id(), "ready " + second.id(), "evicted " + first.id()));
  }

  @Test
  void tellsEveryVersionThatItsCopyWent() throws Exception {
    // Given: two versions of the same content
    TestVersion first = version(6);
    TestVersion second = version(6);
    jobs = start(1 << 20);
    String id = awaitReady(want(first).id()).id();
    awaitReady(want(second).id());
    awaitReady(want(first).id());
    jobs.stop();
    jobs = start(1 << 20);

    // When
    jobs.remove(id);

    // Then
    assertThat(told.events)
        .containsExactlyInAnyOrder(
            "ready " + first.id(),
            "ready " + second.id(),
            "evicted " + first.id(),
            "evicted " + second.id());
  }

  @Test
  void keepsAWishThatComesWhileTheCopyGoes() throws Exception {
    // Given
    TestVersion version = version(7);
    jobs = start(1 << 20);
    for (int round = 0; round < 20; round++) {
      String id = awaitReady(want(version).id()).id();

      // When
      CompletableFuture<Void> removal =
          CompletableFuture.runAsync(
              () -> {
                try {
                  jobs.remove(id);
                } catch (IOException | LamellaException e) {
                  // the wish came first
                }
              });
      want(version);
      removal.join();

      // Then: the removal came last and took both, or the wish did and has both
      List<CopyRecord> noted = new CopyRecords(folder.resolve("copies/records")).load();
      if (jobs.view(id).isEmpty()) {
        assertThat(noted).isEmpty();
      } else {
        LocalCopyView ready = awaitReady(id);
        assertThat(Path.of(String.valueOf(ready.path()))).isDirectory();
        assertThat(noted).hasSize(1);
      }
    }
  }

  private LocalCopyJobs start(long bytes) throws IOException {
    return new LocalCopyJobs(
        new Settings(folder.resolve("copies"), bytes, Duration.ZERO, 1),
        packs,
        told,
        new CopyMeters(new SimpleMeterRegistry()),
        "node-1",
        vertx);
  }

  private TestVersion version(int content) throws IOException {
    byte[] bytes = new byte[10_000];
    bytes[0] = (byte) content;
    Path store = Files.createDirectories(folder.resolve("store"));
    return new VersionBuilder(store).file("file", bytes).seal();
  }

  private LocalCopyView want(TestVersion version) {
    return jobs.want(version.id(), version.root().toRef(), List.of(version.domain()), null, false);
  }

  private LocalCopyView awaitReady(String id) {
    return await().until(() -> jobs.view(id).orElseThrow(), view -> view.state().equals("ready"));
  }
}
